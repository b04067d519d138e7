"""Telegram's MarkdownV2, in which every mark that marks nothing must be escaped."""

from dataclasses import dataclass, field

from servers.telegram.refusals import Refusal, bad_request
from servers.telegram.text import Entity, Formatted, units

_MARKS = {
    "*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler",
    "`": "code", "```": "pre", "[": "text_link", "![": "custom_emoji",
}  # fmt: skip
_NAMES = {"text_link": "TextUrl", "custom_emoji": "CustomEmoji", "code": "Code", "pre": "PreCode"}
_RESERVED = set("_*[]()~`>#+-=|{}.!")


def parse_markdown(source: str) -> Formatted:
    """The text and entities of *source*; refuses what Telegram does."""
    return _Parser(source).parse()


@dataclass
class _Parser:
    source: str
    position: int = 0
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    open_: list[tuple[str, int, int]] = field(default_factory=list)
    """Mark, where in the source, where in the text."""
    quote: int | None = None

    def parse(self) -> Formatted:
        while self.position < len(self.source):
            self._step()
        self._end_quote()
        if self.open_:
            mark, at, _ = self.open_[-1]
            raise self._refusal(f"Can't find end of {_name(mark)} entity", at)
        return self.text, sorted(self.entities, key=lambda one: (one["offset"], -one["length"]))

    def _step(self) -> None:
        char = self.source[self.position]
        mark = self._mark()
        raw = bool(self.open_) and self.open_[-1][0] in {"`", "```"}
        if char == "\\" and self.source[self.position + 1 : self.position + 2].isascii():
            self.text += self.source[self.position + 1 : self.position + 2]
            self.position += 2
        elif raw and mark != self.open_[-1][0]:
            self._take(char)
        elif mark:
            self._toggle(mark)
        elif char == "]" and self.open_ and self.open_[-1][0] in {"[", "!["}:
            self._link()
        elif char == ">" and self._at_line_start():
            if self.quote is None:
                self.quote = len(self.text)
            self.position += 1
        elif char in _RESERVED:
            raise bad_request(
                f"can't parse entities: Character '{char}' is reserved and must be escaped with "
                "the preceding '\\'"
            )
        else:
            self._take(char)

    def _take(self, char: str) -> None:
        self.text += char
        self.position += 1
        if char == "\n" and self.source[self.position : self.position + 1] != ">":
            self._end_quote()

    def _mark(self) -> str:
        rest = self.source[self.position : self.position + 3]
        return next((mark for mark in sorted(_MARKS, key=len)[::-1] if rest.startswith(mark)), "")

    def _toggle(self, mark: str) -> None:
        at, self.position = self.position, self.position + len(mark)
        if self.open_ and self.open_[-1][0] == mark:
            _, _, start = self.open_.pop()
            self._add(_MARKS[mark], start)
        elif any(mark == opened for opened, _, _ in self.open_):
            raise self._refusal(f"Can't find end of {_name(self.open_[-1][0])} entity", at)
        else:
            self.open_.append((mark, at, len(self.text)))

    def _link(self) -> None:
        mark, at, start = self.open_.pop()
        end = self.source.find(")", self.position)
        if self.source[self.position + 1 : self.position + 2] != "(" or end < 0:
            raise self._refusal(f"Can't find end of {_name(mark)} entity", at)
        target = self.source[self.position + 2 : end]
        self.position = end + 1
        if mark == "[":
            self._add("text_link", start, url=target)
        else:
            self._add("custom_emoji", start, custom_emoji_id=target.partition("id=")[2])

    def _at_line_start(self) -> bool:
        return self.position == 0 or self.source[self.position - 1] == "\n"

    def _end_quote(self) -> None:
        if self.quote is not None:
            self._add("blockquote", self.quote)
            self.quote = None

    def _add(self, kind: str, start: int, **more: str) -> None:
        if inside := self.text[start:]:
            place = {"offset": units(self.text[:start]), "length": units(inside)}
            self.entities.append({"type": kind, **place, **more})

    def _refusal(self, reason: str, at: int) -> Refusal:
        offset = len(self.source[:at].encode())
        return bad_request(f"can't parse entities: {reason} at byte offset {offset}")


def _name(mark: str) -> str:
    return _NAMES.get(_MARKS[mark], _MARKS[mark].title())
