from pathlib import Path

import pytest

from bot.training import corpora
from bot.training.dataset import Dataset
from config.errors import UsageError


def said(dataset: Dataset, row: int) -> set[str]:
    return {
        label for label, true in zip(dataset.head.labels, dataset.targets[row], strict=True) if true
    }


def test_kote_rows_become_texts_with_label_columns(data: Path) -> None:
    kote = corpora.kote(data / "kote")
    assert kote.targets.shape == (60, 44)
    assert said(kote, 0) == {"기쁨"}
    assert said(kote, -1) == {"화남/분노", "슬픔"}


def test_kote_adds_the_train_file_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "train.tsv").write_text("1\t좋아\t1\n", "utf-8")
    (tmp_path / "val.tsv").write_text("2\t싫어\t0\n", "utf-8")
    assert corpora.kote(tmp_path).texts == ("좋아", "싫어")


def test_quotation_marks_belong_to_the_text(data: Path) -> None:
    english = corpora.goemotions(data / "goemotions_en", "dev")
    assert english.texts[0] == '"what a day"'
    assert said(english, 3) == {"anger", "joy"}


def test_nsmc_skips_the_header_and_empty_reviews(data: Path) -> None:
    reviews = corpora.nsmc(data / "nsmc")
    assert len(reviews) == 40
    assert reviews.targets[:2].tolist() == [[0], [1]]


def test_daily_lines_are_those_labelled_0(data: Path) -> None:
    assert corpora.daily_lines(data / "chatbot_data") == ("밥 먹었어, 너는?", "버스 타는 중")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"val\.tsv"):
        corpora.kote(tmp_path)
    with pytest.raises(UsageError, match=r"ChatbotData\.csv"):
        corpora.daily_lines(tmp_path)


def test_a_missing_part_is_named(data: Path) -> None:
    with pytest.raises(UsageError, match="no test part"):
        corpora.goemotions(data / "goemotions_en", "test")


def test_nothing_is_cleaned_away(tmp_path: Path) -> None:
    # What the network that ships was trained on must be parted by a seed as it was then.
    (tmp_path / "val.tsv").write_text("1\t좋아\t42\n2\t좋아\t42\n3\t좋아\t5\n", "utf-8")
    assert corpora.kote(tmp_path).texts == ("좋아", "좋아", "좋아")


def test_a_split_is_the_same_each_time_and_shares_no_row(data: Path) -> None:
    kote = corpora.kote(data / "kote")
    learned, held = kote.split(12, seed=3)
    assert (len(learned), len(held)) == (48, 12)
    assert not set(learned.texts) & set(held.texts)
    assert kote.split(12, seed=3)[1].texts == held.texts
    assert kote.split(12, seed=4)[1].texts != held.texts
