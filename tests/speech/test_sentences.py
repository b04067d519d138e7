"""Sentences: right ends, nothing lost, and no matter how the stream was cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.sentences import Sentences
from speech.spoken_form import sayable


def split(*deltas: str) -> list[str]:
    sentences = Sentences()
    return [one for delta in deltas for one in sentences.feed(delta)] + sentences.flush()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("그랬구나. 많이 힘들었겠다! 응? 그래", ["그랬구나.", "많이 힘들었겠다!", "응?", "그래"]),
        ("음… 글쎄요... 그래도 와~ 좋다", ["음…", "글쎄요...", "그래도 와~", "좋다"]),
        ("와!그래?좋아요.그래서 왔어", ["와!", "그래?", "좋아요.", "그래서 왔어"]),
        ("첫 줄\n둘째 줄\n\n셋째", ["첫 줄", "둘째 줄", "셋째"]),
        ("そうですか。はい！元気？", ["そうですか。", "はい！", "元気？"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("**정말요?** 다행이에요.", ["**정말요?**", "다행이에요."]),
        ("좋아요!😊 또 와요ㅎㅎ", ["좋아요!😊", "또 와요ㅎㅎ"]),
        ("No. I don't. Maybe.", ["No.", "I don't.", "Maybe."]),
        ("괜찮아요😊 내일 봐요😊", ["괜찮아요😊", "내일 봐요😊"]),
        ("그랬구나 ㅠㅠ 힘들었겠다 ㅠㅠ 쉬어", ["그랬구나 ㅠㅠ", "힘들었겠다 ㅠㅠ", "쉬어"]),
        ("ㅋㅋ 진짜요? 나 ㅋㅋ 그거 알아", ["ㅋㅋ 진짜요?", "나 ㅋㅋ 그거 알아"]),
        (
            "In the '90s. Rock 'n' roll. It's James' CD. Yes.",
            ["In the '90s.", "Rock 'n' roll.", "It's James' CD.", "Yes."],
        ),
    ],
)
def test_a_sentence_ends_at_its_mark(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "원주율은 3.14이고 값은 1,000원이에요.",
        "2024. 3. 15에 만나요.",
        "오후 3:30부터 3~4시간 걸려요.",
        "https://maum.example/a?b=c!d.e 를 보세요.",
        "Mr. Kim met Dr. Lee at 3 p.m. in the U.S. on Monday.",
        "Bring fruit, e.g. apples, to No. 5 today.",
        "그가 “정말이야?”라고 물었어요.",
        '그녀는 "좋아!"라며 웃었어요.',
        "(괜찮아요.)",
        "“그랬군요.”",
        "‘괜찮아. 다 잘될 거야.’라고 말해 줘요.",
        "엄마가 '밥 먹었니? 얼른 와.'라고 했어요.",
        "1. 물 한 잔 마시기",
        "“힘들었어. 정말이야. 그래도 괜찮아.”라고 했어요.",
        '"I am fine. Really. Go on," she said.',
        "『어린 왕자. 여우의 말.』을 읽었어요.",
    ],
)
def test_what_belongs_together_stays_together(text: str) -> None:
    assert split(text) == [text]


def test_a_sentence_is_given_as_soon_as_it_is_certain() -> None:
    sentences = Sentences()
    assert sentences.feed("안녕하세요") == []
    assert sentences.feed(".") == []  # it may be 「안녕하세요...」 yet
    assert sentences.feed(" 오") == ["안녕하세요."]
    assert sentences.feed("늘\n") == ["오늘"]


def test_the_first_long_clause_is_not_waited_for() -> None:
    sentences = Sentences()
    opening = "오늘은 아침부터 정말 생각도 못 한 많은 일이 있어서 힘들었을 텐데,"
    assert sentences.feed(opening + " 그래도") == [opening]
    assert sentences.feed(" 여기까지 와 줘서 고마운 마음이 들어요, 정말") == []


def test_the_first_clause_is_not_waited_for_without_a_comma_either() -> None:
    sentences = Sentences()
    opening = "오늘은 아침부터 정말 생각도 못 한 많은 일이 있어서 힘들었을 텐데"
    assert sentences.feed(opening + " 여기까지") == [opening]
    assert sentences.feed(" 와 줘서 고마운 마음이 들고 반가운데 조금 쉬어요") == []


def test_an_endless_quotation_is_cut_in_front_and_then_within() -> None:
    words = "그때 그 사람이 나에게 이렇게 말했어요 하고 나직하게 말을 꺼내고는 다시 한참을 말없이 앉아 있다가"
    quotation = "“" + "정말로 그랬어. " * 20
    sentences = split(f"{words} {quotation}")
    assert sentences[0] == words
    assert all(len(one) <= 100 for one in sentences)


def test_a_number_that_crosses_the_limit_goes_to_the_next() -> None:
    words = "가나다라 " * 19
    assert split(f"{words}1억 2345만 6789원입니다")[0] == words.strip()
    assert split(f"{words}Mr. Kimberley 왔어요")[0] == words.strip()


def test_a_text_without_marks_is_cut_between_words() -> None:
    text = "그리고 나서 " * 60
    cut = split(text)
    assert " ".join(cut).split() == text.split()
    assert all(80 < len(one) <= 100 for one in cut[:-1])


def test_what_cannot_be_said_is_left_out() -> None:
    assert split("😊 ... \n---\n안녕!\n🙏🙏\n") == ["안녕!"]


def test_the_next_text_starts_afresh() -> None:
    sentences = Sentences()
    assert sentences.feed("끝나지 않은") + sentences.flush() == ["끝나지 않은"]
    assert sentences.feed("새 글. ") + sentences.flush() == ["새 글."]


_words = (
    "가",
    "나다",
    "요",
    "다",
    "a",
    "Mr",
    "U.S",
    "e.g",
    "3",
    "15",
    "https://a.b/",
    "안녕하세요 ",
)
_marks = (*".,!?…~。:-", " ", "  ", "\n", '"', "”", "“", "'", "‘", "’", ")", "*", "😊", "ㅋㅋ")
_texts = st.lists(st.sampled_from(_words + _marks), max_size=120).map("".join)


@settings(deadline=None)  # the machine may be busy
@given(_texts, st.data())
def test_how_the_stream_is_cut_makes_no_difference(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=20).map(sorted))
    deltas = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert split(*deltas) == split(text) == split(*text)


@settings(deadline=None)  # the machine may be busy
@given(_texts)
def test_no_word_is_lost_added_or_moved(text: str) -> None:
    sentences, rest = split(text), text
    for sentence in sentences:
        skipped, found, rest = rest.partition(sentence)
        assert found
        assert not sayable(skipped)
    assert not sayable(rest)


@settings(deadline=None)  # the machine may be busy
@given(_texts)
def test_a_sentence_is_long_only_where_a_word_is(text: str) -> None:
    for sentence in split(text):
        assert len(sentence) <= 100 or " " not in sentence


_whole = st.sampled_from(
    (
        "1,000원",
        "3.14",
        "2024. 3. 15.",
        "3:30",
        "1577-0199",
        "No. 5",
        "“정말? 그래. 좋아!”",
        '"Fine. Go on."',
        "'Fine. Go on.'",
        "Dr. Lee",
        "e.g. this",
        "U.S. Army",
        "https://a.example/b?c=d.e",
        "3~4명",
    )
)
_plain = st.sampled_from(("오늘은", "정말", "고마워요", "let", "me", "그래서,", "음"))
_sentence = st.tuples(
    st.lists(_plain, min_size=1, max_size=4), _whole, st.lists(_plain, min_size=1, max_size=3)
).map(lambda parts: (" ".join([*parts[0], parts[1], *parts[2]]) + ".", parts[1]))


@settings(deadline=None)  # the machine may be busy
@given(st.lists(_sentence, min_size=1, max_size=6), st.data())
def test_no_number_quotation_or_abbreviation_is_split(
    written: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = " ".join(sentence for sentence, _ in written)
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=20).map(sorted))
    deltas = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    found = split(*deltas)
    for _, whole in written:
        assert any(whole in sentence for sentence in found)
    assert " ".join(found).split() == text.split()
