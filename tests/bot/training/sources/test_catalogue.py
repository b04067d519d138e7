"""Every data set that has a name, on a few lines in its publisher's own format."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.training.corpus import Corpus
from bot.training.opening import open_corpus
from bot.training.sources.catalogue import catalogue
from bot.training.sources.options import Options
from config.errors import BadDataset, UsageError
from config.moods import mood_table

Write = Callable[..., Path]


def labelled(corpus: Corpus) -> list[tuple[str, list[str], str]]:
    """The texts with their labels and parts."""
    labels = corpus.dataset.head.labels
    rows = zip(corpus.dataset.texts, corpus.dataset.targets, corpus.parts, strict=True)
    return [
        (text, [label for label, own in zip(labels, row, strict=True) if own], part)
        for text, row, part in rows
    ]


def test_kote(write: Write) -> None:
    write("kote/train.tsv", '11\t와 "대박"\t2,28,39\n12\t그만 좀\t3,22\n')
    folder = write("kote/val.tsv.gz", "13\t그냥 그래\t24\n").parent
    corpus = open_corpus(f"kote={folder}")
    assert labelled(corpus) == [
        ('와 "대박"', ["감동/감탄", "즐거움/신남", "놀람"], "train"),
        ("그만 좀", ["지긋지긋", "짜증"], "train"),
        ("그냥 그래", ["없음"], "dev"),
    ]
    assert not corpus.dataset.head.exclusive
    assert sorted(corpus.dataset.head.labels) == sorted(mood_table().sets["kote"])
    assert corpus.origin.licence == "MIT"


def test_a_label_number_that_kote_does_not_have_is_named(write: Write) -> None:
    folder = write("kote/val.tsv", "1\t좋아\t3\n2\t싫어\t3,44\n").parent
    with pytest.raises(BadDataset, match=r"val\.tsv, row 2, column 'labels': '44' is none of 0, 1"):
        open_corpus(f"kote={folder}")


def test_goemotions(write: Write) -> None:
    write("goemotions/data/train.tsv", 'I "love" it\t0,18\teebbqej\n')
    write("goemotions/data/dev.tsv", "no way\t27\teda6yn6\n")
    folder = write("goemotions/data/test.tsv", "why me\t2\teczc3gl\n").parent.parent
    corpus = open_corpus("goemotions", Options(folder=folder.parent))
    assert labelled(corpus) == [
        ('I "love" it', ["admiration", "love"], "train"),
        ("no way", ["neutral"], "dev"),
        ("why me", ["anger"], "test"),
    ]
    assert sorted(corpus.dataset.head.labels) == sorted(mood_table().sets["goemotions"])


def test_nsmc(write: Write) -> None:
    head = "id\tdocument\tlabel\n"
    write("nsmc/ratings_train.txt", head + '1\t"최고"\t1\n2\t\t1\n3\t지루해\t0\n')
    folder = write("nsmc/ratings_test.txt", head + "4\t별로\t0\n").parent
    corpus = open_corpus(f"nsmc={folder}")
    assert labelled(corpus) == [
        ('"최고"', ["positive"], "train"),
        ("지루해", ["negative"], "train"),
        ("별로", ["negative"], "test"),
    ]
    assert corpus.dataset.head.exclusive
    assert corpus.cleaning.without_text == 1


def test_one_file_of_a_published_data_set_is_enough(write: Write) -> None:
    file = write("ratings_train.txt.gz", "id\tdocument\tlabel\n1\t최고\t1\n2\t지루해\t0\n")
    assert labelled(open_corpus(f"nsmc={file}")) == [
        ("최고", ["positive"], ""),
        ("지루해", ["negative"], ""),
    ]


@pytest.fixture
def hate(write: Write) -> Path:
    head = "comments\tcontain_gender_bias\tbias\thate\n"
    write("beep/labeled/train.tsv", head + "가\tFalse\tnone\tnone\n나\tTrue\tgender\thate\n")
    return write("beep/labeled/dev.tsv", head + "다\tFalse\tothers\toffensive\n").parent.parent


def test_kor_hate(hate: Path) -> None:
    corpus = open_corpus("kor-hate", Options(folder=hate.parent))
    assert labelled(corpus) == [
        ("가", ["none"], "train"),
        ("나", ["hate"], "train"),
        ("다", ["offensive"], "dev"),
    ]


def test_kor_hate_has_a_column_of_biases_too(hate: Path) -> None:
    by_spec = open_corpus(f"kor-hate={hate}#bias")
    by_option = open_corpus(f"kor-hate={hate}", Options(label_columns=("bias",)))
    assert labelled(by_spec) == labelled(by_option)
    assert by_spec.dataset.head.labels == ("gender", "none", "others")


def test_kor_sarcasm(write: Write) -> None:
    write("kocasm/train.csv", ',tokens,label\n0,"@user 참, 잘도 그러겠다 ",1\n1,밥 먹자,0\n')
    folder = write("kocasm/test.csv", ",tokens,label\n0,그럼 그렇지,1\n").parent
    assert labelled(open_corpus(f"kor-sarcasm={folder}")) == [
        ("@user 참, 잘도 그러겠다", ["sarcastic"], "train"),
        ("밥 먹자", ["not sarcastic"], "train"),
        ("그럼 그렇지", ["sarcastic"], "test"),
    ]


def test_kor_sae(write: Write) -> None:
    text = "\ufeff비 오니\t비 오는지\t0\r\n언제 와\t오는 때\t2\r\n뛰지 마\t뛰는 것\t3\r\n"
    folder = write("sae4k/data/sae4k_v1.txt", text).parent.parent
    assert labelled(open_corpus(f"kor-sae={folder}")) == [
        ("비 오니", ["yes/no question"], "train"),
        ("언제 와", ["wh-question"], "train"),
        ("뛰지 마", ["prohibition"], "train"),
    ]


def test_kor_3i4k(write: Write) -> None:
    write("3i4k/fci_train_val.txt", "1\t비가 온다\r\n3\t문 닫아\r\n")
    folder = write("3i4k/fci_test.txt", "6\t밥 먹어\r\n").parent
    assert labelled(open_corpus(f"kor-3i4k={folder}")) == [
        ("비가 온다", ["statement"], "train"),
        ("문 닫아", ["command"], "train"),
        ("밥 먹어", ["intonation-dependent"], "test"),
    ]


_DIALOGUE = (
    *("연령", "성별", "상황키워드", "신체질환", "감정_대분류", "감정_소분류"),
    *("사람문장1", "시스템문장1", "사람문장2", "시스템문장2", "사람문장3", "시스템문장3"),
)


def _dialogue(coarse: str, fine: str, *lines: str | None) -> tuple[str | None, ...]:
    spoken = [text for line in lines for text in (line, line and "그렇군요.")]
    return ("청년", "여성", "직장", "해당없음", coarse, fine, *spoken)


def test_aihub(write_excel: Write) -> None:
    first = _dialogue("분노", "노여워하는 ", "일이 또 늘었어.", "말도 없이.", "너무해.")
    second = _dialogue("슬픔", "가난한, 불우한", "돈이 없어.", "막막해.", None)
    write_excel("aihub/감성대화말뭉치(최종데이터)_Training.xlsx", [_DIALOGUE, first])
    file = write_excel("aihub/감성대화말뭉치(최종데이터)_Validation.xlsx", [_DIALOGUE, second])
    corpus = open_corpus("aihub", Options(folder=file.parent.parent))
    assert labelled(corpus) == [
        ("일이 또 늘었어.", ["노여워하는"], "train"),
        ("말도 없이.", ["노여워하는"], "train"),
        ("너무해.", ["노여워하는"], "train"),
        ("돈이 없어.", ["가난한, 불우한"], "dev"),
        ("막막해.", ["가난한, 불우한"], "dev"),
    ]
    assert corpus.groups.tolist() == [0, 0, 0, 1, 1]


def test_aihub_knows_58_labels_and_stays_whole_dialogues(write_excel: Write) -> None:
    fine = mood_table().sets["aihub"]
    rows = [
        _dialogue("기쁨", label, f"{label} {n}", f"{label} {n} 둘", f"{label} {n} 셋")
        for label in fine
        for n in range(2)
    ]
    corpus = open_corpus(f"aihub={write_excel('a.xlsx', [_DIALOGUE, *rows])}")
    assert sorted(corpus.dataset.head.labels) == sorted(fine)
    assert len(set(fine)) == 58
    assert corpus.dataset.targets.sum() == len(corpus.dataset) == 58 * 2 * 3
    assert set(Counter(corpus.groups.tolist()).values()) == {3}


def test_aihub_without_its_columns_says_which_are_there(write_excel: Write) -> None:
    file = write_excel("a.xlsx", [("문장", "감정"), ("좋아", "기쁨")])
    with pytest.raises(BadDataset, match=r"a\.xlsx has no column '사람문장1'; known: 감정, 문장"):
        open_corpus(f"aihub={file}")


def test_reviews(write: Write) -> None:
    rows = "리뷰,별점\n최고예요,5\n그저 그래요,3\n괜찮네,4.0\n다신 안 사,1\n"
    corpus = open_corpus(f"reviews={write('shop.csv', rows)}")
    assert labelled(corpus) == [("최고예요", ["positive"], ""), ("다신 안 사", ["negative"], "")]
    assert corpus.cleaning.left_out == 2
    assert corpus.cleaning.read == 4


def test_reviews_without_names_of_columns(write: Write) -> None:
    path = write("naver_shopping.txt", "5\t최고\n2\t음\n1\t별로\n")
    corpus = open_corpus(f"reviews={path}")
    assert labelled(corpus) == [("최고", ["positive"], ""), ("별로", ["negative"], "")]


def test_a_number_of_stars_that_there_is_not_is_named(write: Write) -> None:
    path = write("shop.csv", "review,stars\n최고예요,5\n별로,0\n")
    with pytest.raises(BadDataset, match=r"shop\.csv, row 3, column 'stars': '0' is none of 1, 2"):
        open_corpus(f"reviews={path}")


@pytest.mark.parametrize("name", catalogue())
def test_a_data_set_that_is_not_here_says_where_it_is_and_its_licence(
    name: str, tmp_path: Path
) -> None:
    entry = catalogue()[name]
    with pytest.raises(UsageError) as caught:
        open_corpus(name, Options(folder=tmp_path))
    for told in (entry.source, entry.licence, f"{name}=FOLDER", "--data-folder"):
        assert told in str(caught.value)


def test_a_folder_of_something_else_says_which_files_are_wanted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none of ratings_train\.txt, ratings_test\.txt"):
        open_corpus(f"nsmc={tmp_path}")
