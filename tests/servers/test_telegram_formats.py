"""Markup is parsed, or refused, as Telegram does it."""

from collections.abc import Callable

import pytest
from servers.telegram.html import parse_html
from servers.telegram.markdown import parse_markdown
from servers.telegram.refusals import Refusal
from servers.telegram.text import Formatted, detected, piece

Seen = list[tuple[str, str]]


def seen(formatted: Formatted) -> Seen:
    """Kinds of the entities, with the text under each."""
    text, entities = formatted
    return [(entity["type"], piece(text, entity)) for entity in entities]


@pytest.mark.parametrize(
    ("parse", "source", "text", "entities"),
    [
        (parse_markdown, "*굵게* _기울여_", "굵게 기울여", [("bold", "굵게"), ("italic", "기울여")]),
        (parse_markdown, "🙂*a _b_*", "🙂a b", [("bold", "a b"), ("italic", "b")]),
        (parse_markdown, "__u__ ~s~ ||p||", "u s p",
         [("underline", "u"), ("strikethrough", "s"), ("spoiler", "p")]),
        (parse_markdown, "`a*b.` ```\nx-y```", "a*b. \nx-y", [("code", "a*b."), ("pre", "\nx-y")]),
        (parse_markdown, "[글](https://a.kr/_x)", "글", [("text_link", "글")]),
        (parse_markdown, r"1\. a\*b\_c", "1. a*b_c", []),
        (parse_markdown, ">하나\n>둘\n셋", "하나\n둘\n셋", [("blockquote", "하나\n둘\n")]),
        (parse_html, "<b>굵게 <i>둘</i></b>", "굵게 둘", [("bold", "굵게 둘"), ("italic", "둘")]),
        (parse_html, '<a href="https://a.kr?x=1&amp;y=2">글</a> &lt;3 &amp; & ', "글 <3 & & ",
         [("text_link", "글")]),
        (parse_html, "<blockquote expandable>a</blockquote>", "a",
         [("expandable_blockquote", "a")]),
        (parse_html, '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab",
         [("spoiler", "a"), ("spoiler", "b")]),
    ],
)  # fmt: skip
def test_markup_becomes_text_and_entities(
    parse: Callable[[str], Formatted], source: str, text: str, entities: Seen
) -> None:
    formatted = parse(source)
    assert formatted[0] == text
    assert seen(formatted) == entities


@pytest.mark.parametrize(
    ("parse", "source", "reason"),
    [
        (parse_markdown, "끝.", "Character '.' is reserved"),
        (parse_markdown, "a-b", "Character '-' is reserved"),
        (parse_markdown, "(a", "Character '(' is reserved"),
        (parse_markdown, "아 *굵게", "Can't find end of Bold entity at byte offset 4"),
        (parse_markdown, "_a *b_ c*", "Can't find end of Bold entity"),
        (parse_markdown, "`a", "Can't find end of Code entity"),
        (parse_markdown, "[글] 뒤", "Can't find end of TextUrl entity"),
        (parse_html, "1 < 2", 'Unsupported start tag "" at byte offset 2'),
        (parse_html, "<p>a</p>", 'Unsupported start tag "p"'),
        (parse_html, "<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        (parse_html, "a</b>", "Unexpected end tag at byte offset 1"),
        (parse_html, "<b><i>a</b></i>", 'expected "</i>", found "</b>"'),
    ],
)
def test_markup_that_is_none_is_refused(
    parse: Callable[[str], Formatted], source: str, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse(source)
    assert refused.value.code == 400
    assert reason in refused.value.description


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start CODE", [("bot_command", "/start")]),
        ("/help@maum_bot", [("bot_command", "/help@maum_bot")]),
        ("@maum_bot 안녕", [("mention", "@maum_bot")]),
        ("안녕 @maum_bot, 뭐해", [("mention", "@maum_bot")]),
        ("@maum_bot아 뭐해", []),
        ("/help@maum_bot아", []),
        ("가나@maum_bot", []),
        ("km/h a/b", []),
        ("https://a.kr/start #마음", [("url", "https://a.kr/start"), ("hashtag", "#마음")]),
    ],
)
def test_commands_and_mentions_are_seen_in_plain_text(text: str, entities: Seen) -> None:
    assert seen((text, detected(text))) == entities
