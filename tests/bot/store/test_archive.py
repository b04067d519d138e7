"""What a person takes along."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.events import ChatKey, Level
from bot.protocols import Checkin, Correction, Kind, Line, Memory, Preferences, Speaking, Summary
from bot.store.archive import Archive
from bot.store.database import Database
from config.moods import Mood

SEOUL = timezone(timedelta(hours=9))
LINES = [
    Line(
        speaker="user",
        text="면접에서 <b>떨어졌어</b> & …\n둘째 줄",
        at=datetime(2026, 2, 28, 15, 30, 0, 5, tzinfo=UTC),
        mood=Mood.SAD,
        level=Level.CONCERN,
    ),
    Line(speaker="companion", text="그랬구나.", at=datetime(2026, 2, 28, 15, 31, tzinfo=UTC)),
    Line(speaker="user", text="good morning", at=datetime(2026, 3, 1, 22, 0, tzinfo=UTC)),
]


def archive(language: str = "ko", lines: list[Line] = LINES, who: str = "web:1") -> Archive:
    made = datetime(2026, 3, 2, 9, tzinfo=SEOUL)
    return Archive(who=who, lines=lines, made=made, language=language, zone=SEOUL)


class Page(HTMLParser):
    """A page's texts by tag, and whatever it would load."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.language: str | None = None
        self._open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag == "html":
            self.language = dict(attrs)["lang"]
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)


def test_the_file_holds_data_and_a_page() -> None:
    with ZipFile(io.BytesIO(archive().zipped())) as zipped:
        assert zipped.testzip() is None
        assert zipped.namelist() == ["maum.json", "maum.html"]
        assert zipped.read("maum.json").decode() == archive().json()
        assert zipped.read("maum.html").decode() == archive().page()


def test_data_are_complete() -> None:
    data = json.loads(archive().json())
    assert data["person"] == "web:1"
    assert data["exported"] == "2026-03-02T00:00:00+00:00"
    assert data["lines"][0] == {
        "at": "2026-02-28T15:30:00.000005+00:00",
        "speaker": "user",
        "text": LINES[0].text,
        "mood": "sad",
        "level": "concern",
        "shared": False,
    }
    assert [line["text"] for line in data["lines"]] == [line.text for line in LINES]
    assert data["lines"][1]["mood"] is None


@pytest.mark.parametrize(
    ("language", "days", "speakers"),
    [
        ("ko", ["2026년 3월 1일 일요일", "2026년 3월 2일 월요일"], ["나 · ", "마음 · ", "나 · "]),
        ("en", ["Sunday, 1 March 2026", "Monday, 2 March 2026"], ["Me · ", "maum · ", "Me · "]),
    ],
)
def test_the_page_reads_by_day_in_the_persons_language(
    language: str, days: list[str], speakers: list[str]
) -> None:
    page = Page(archive(language).page())
    assert page.language == language
    assert page.texts["h2"] == days
    assert page.texts["time"] == ["00:30", "00:31", "07:00"]
    assert [text for text in page.texts["footer"] if text in speakers] == speakers
    assert page.texts["h1"] == page.texts["title"]


def test_the_page_says_whose_it_is_and_in_which_zone() -> None:
    summary = Page(archive("en").page()).texts["p"][0]
    assert summary == "web:1 · 3 lines · times are UTC+09:00 · exported 2026-03-02 09:00"


def test_a_mood_has_its_name() -> None:
    assert "슬픔" in " ".join(Page(archive("ko").page()).texts["footer"])


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "다른 사람도 함께"), ("en", "others read along")]
)
def test_what_others_read_along_is_marked(language: str, words: str) -> None:
    lines = [LINES[0], replace(LINES[1], shared=True)]
    made = archive(language, lines)
    assert [line["shared"] for line in json.loads(made.json())["lines"]] == [False, True]
    footers = "".join(Page(made.page()).texts["footer"])
    assert footers.count(words) == 1
    assert footers.endswith(words)


def test_words_are_shown_and_never_obeyed() -> None:
    hostile = "</p><script>alert(1)</script>$title<img src=http://x>"
    line = Line(speaker="user", text=hostile, at=LINES[0].at)
    page = Page(archive(lines=[line], who="web:<i>").page())
    assert "".join(page.texts["p"]).endswith(hostile)
    assert page.tags.isdisjoint({"script", "img", "i", "link"})


def test_the_page_needs_nothing_but_itself() -> None:
    page = archive().page()
    assert Page(page).loads == []
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_half_a_surrogate_pair_and_no_lines_at_all() -> None:
    line = Line(speaker="user", text="a\ud83d", at=LINES[0].at)
    assert archive(lines=[line]).zipped()
    assert json.loads(archive(lines=[]).json())["lines"] == []
    assert Page(archive(lines=[]).page()).texts["h1"]


async def test_all_that_is_known_is_in_it(tmp_path: Path) -> None:
    home = ChatKey(messenger="web", chat="home", person="1")
    async with Database(f"sqlite:///{tmp_path / 'maum.db'}") as store:
        await store.append(home, LINES[2])
        (line,) = await store.memory.unread(home, limit=1)
        plan = Memory(
            kind=Kind.PLAN,
            value="<b>trip</b>",
            text="To come: <b>trip</b>.",
            at=LINES[2].at,
            day=date(2026, 3, 9),
        )
        await store.memory.learn(home, (line.number, plan), read=[line])
        await store.check_in(Checkin(chat=home, hours=(9, 20), language="en", zone="Asia/Seoul"))
        await store.prefer(
            home, Preferences(remembering=False, speaking=Speaking.NEVER, persona="haru")
        )
        wrong = Correction(text="fine", read=Mood.JOY, meant=Mood.TIRED, at=LINES[2].at)
        await store.correct(home, wrong)
        phone = ChatKey(messenger="telegram", chat="7", person="7")
        await store.doors.offer(home, "A", expires=datetime.now(UTC) + timedelta(minutes=1))
        await store.doors.open(phone, "A")
        await store.memory.summarise(home, Summary(text="in short", until=line.number))
        made = await Archive.of(store, "web:1", language="en")
    whole = json.loads(made.json())
    (memory,) = whole["memories"]
    assert (memory["kind"], memory["value"], memory["day"]) == (
        "plan",
        "<b>trip</b>",
        "2026-03-09",
    )
    assert whole["summaries"] == ["in short"]
    assert whole["accounts"] == ["telegram:7", "web:1"]
    assert whole["checkins"] == [{"messenger": "web", "hours": [9, 20], "zone": "Asia/Seoul"}]
    assert whole["preferences"]["remembering"] is False
    page = Page(made.page())
    assert page.texts["h2"][:3] == [
        "What you chose",
        "What maum remembers",
        "Moods that you corrected",
    ]
    assert [text for text in page.texts["li"] if text.strip()] == [
        "Linked accounts: telegram:7, web:1",
        "Answers aloud: never",
        "Persona: Haru",
        "Nothing new is remembered",
        "Asked how you are at: 9:00, 20:00 (Asia/Seoul)",
        f"To come: <b>trip</b>. ({page.texts['h2'][-1]})",
        "“fine”: joy → tiredness",
        "in short",
    ]
    assert not made.empty
