"""Markdown as Telegram shows it, in messages that it takes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram.pages import MOST, Page, pages


def units(text: str) -> int:
    """The length of *text* as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def marked(page: Page) -> list[tuple[str, str]]:
    """What is marked, as Telegram counts."""
    wide = page.text.encode("utf-16-le")
    return [
        (one.type, wide[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le"))
        for one in page.entities
    ]


def test_marks_become_entities() -> None:
    (page,) = pages("🙂 **굵게** 그리고 `코드`", markdown=True)
    assert page.text == "🙂 굵게 그리고 코드"
    assert marked(page) == [("bold", "굵게"), ("code", "코드")]


def test_a_particle_behind_a_bold_quotation_leaves_no_marks() -> None:
    (page,) = pages("""**"괜찮아"**라고 **(정말)**은 말했어""", markdown=True)
    assert page.text == """"괜찮아"라고 (정말)은 말했어"""
    assert marked(page) == [("bold", """"괜찮아\""""), ("bold", "(정말)")]


def test_a_heading_gets_no_sign_of_its_own() -> None:
    (page,) = pages("# 제목\n\n말", markdown=True)
    assert page.text == "제목\n\n말"


def test_what_is_not_markdown_stays_as_it_is() -> None:
    for text in ("안녕 :) ^^ ㅠㅠ", "하나\n둘", "<b>", "2 < 3 & 4", "**굵게**"):
        assert pages(text)[0].text == text
    assert pages("하나\n둘", markdown=True)[0].text == "하나\n둘"


def test_long_texts_are_cut_behind_sentences() -> None:
    sentence = "오늘은 참 좋은 날이에요. "
    found = pages(sentence * 700)
    assert [page.text[-4:] for page in found] == ["이에요."] * len(found)
    assert " ".join(page.text for page in found) == (sentence * 700).strip()


def test_entities_stay_whole_over_a_cut() -> None:
    text = "말. " * 1350 + "**" + "굵은 말 " * 20 + "끝** 그리고. " + "말. " * 400
    first, second = pages(text, markdown=True)
    assert marked(first) == []
    assert marked(second) == [("bold", "굵은 말 " * 20 + "끝")]


def test_one_that_is_longer_than_a_message_goes_on_in_the_next() -> None:
    found = pages("**" + "가" * 9000 + "**", markdown=True)
    assert [marked(page)[0][0] for page in found] == ["bold"] * 3
    assert sum(one.length for page in found for one in page.entities) == 9000


@given(st.text(alphabet=st.sampled_from("가🙂 .*_`\n👨‍👩‍👧a1>"), max_size=300), st.integers(1, 60))
def test_nothing_is_lost_and_nothing_too_long(text: str, times: int) -> None:
    found = pages(text * times)
    assert all(0 < units(page.text) <= MOST and page.text.strip() for page in found)
    kept = "".join("".join(page.text.split()) for page in found)
    assert kept == "".join(text.split()) * times or not text.strip()
    for page in pages(text * times, markdown=True):
        assert units(page.text) <= MOST
        assert all(
            0 <= one.offset < one.offset + one.length <= units(page.text) for one in page.entities
        )
