"""Texts as messages of at most 2,000 characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.pages import MOST, growing, pages

SENTENCE = "오늘은 날이 참 좋았어요. "
CODE = "```python\n" + "print('안녕')\n" * 40 + "```"


@pytest.mark.parametrize(
    ("text", "count"),
    [("안녕", 1), ("", 1), (SENTENCE * 300, 3), ("가" * 4001, 3), ("😀" * 2000, 1)],
)
def test_a_text_is_cut_into_as_many_messages_as_it_needs(text: str, count: int) -> None:
    told = pages(text, markdown=True)
    assert len(told) == count
    assert all(0 < len(page) <= MOST for page in told)
    assert "".join("".join(told).split()) == "".join(text.split()) or told == ["…"]


def test_sentences_stay_whole() -> None:
    assert all(page.endswith(".") for page in pages(SENTENCE * 300, markdown=True))


def test_a_block_of_code_stays_whole() -> None:
    told = pages(f"{SENTENCE * 120}\n{CODE}\n{SENTENCE * 120}", markdown=True)
    assert any(CODE in page for page in told)
    assert all(page.count("```") in (0, 2) and len(page) <= MOST for page in told)


def test_a_block_that_is_too_long_is_closed_and_opened_again() -> None:
    lines = [f"print({number})" for number in range(400)]
    told = pages("이렇게요.\n```python\n" + "\n".join(lines) + "\n```\n끝.", markdown=True)
    assert all(page.count("```") % 2 == 0 and len(page) <= MOST for page in told)
    assert [
        line for page in told for line in page.splitlines() if line.startswith("print")
    ] == lines
    assert all(page.startswith("```python\n") for page in told[1:])


PARTS = ["```\n", "```", "```말 ```\n", "\n말 ", "\n", "\n\n", "x" * 700, "\n말 끝. "]
"""Nothing that opens a block and names a language: that is said again where the block is cut."""


@given(st.lists(st.sampled_from(PARTS), max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_cut_and_nothing_of_it_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    told = pages(text, markdown=True)
    assert all(0 < len(page) <= MOST for page in told)
    letters = [one for one in text if one in "말x끝"]
    assert [one for page in told for one in page if one in "말x끝"] == letters


def test_what_is_no_markdown_is_shown_as_it_is() -> None:
    assert pages("*별* _밑줄_") == [r"\*별\* \_밑줄\_"]
    assert pages("**굵게**", markdown=True) == ["**굵게**"]


def test_a_text_that_is_still_written_is_one_message() -> None:
    assert growing("안녕 ") == "안녕 …"
    assert growing("```py\nx = 1").endswith("\n```")
    assert len(growing("가" * 3000)) <= MOST
