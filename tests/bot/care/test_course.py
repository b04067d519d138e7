from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.care.course import Course, Trace, Watch, merged
from bot.care.lexicon import Kind
from bot.events import ChatKey, Level

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
CHAT = ChatKey(messenger="test", chat="1", person="1")
OWN = (Kind.SELF_HARM,)


def course(level: Level, *, calm: int = 0, ago: timedelta = timedelta()) -> Course:
    """A sign of *level* that long ago, and so many calm messages since."""
    sign = Trace(at=NOW - ago, level=level, kinds=(Kind.SELF_HARM,), answer="…")
    return Course(traces=[sign, *[Trace(at=NOW - ago, answer="")] * calm])


@pytest.mark.parametrize(
    ("calm", "ago", "left"),
    [
        (0, timedelta(), Level.IMMINENT),
        (10, timedelta(hours=23), Level.IMMINENT),
        (11, timedelta(), Level.EXPLICIT),
        (0, timedelta(days=1), Level.EXPLICIT),
        (23, timedelta(), Level.CONCERN),
        (0, timedelta(days=2), Level.CONCERN),
        (35, timedelta(), Level.NONE),
        (0, timedelta(days=3), Level.NONE),
    ],
)
def test_a_level_wears_off_with_messages_and_days(calm: int, ago: timedelta, left: Level) -> None:
    assert course(Level.IMMINENT, calm=calm, ago=ago).level(NOW) is left


def test_a_lighter_word_does_not_lower_what_was_said_before() -> None:
    signs = [Trace(at=NOW, level=Level.EXPLICIT), Trace(at=NOW, level=Level.CONCERN)]
    assert Course(traces=signs).level(NOW) is Level.EXPLICIT


def test_a_conversation_without_a_sign_stands_at_none() -> None:
    assert Course().level(NOW) is Level.NONE
    assert Course().asked == ""


def test_what_was_told_nobody_is_skipped() -> None:
    traces = [Trace(at=NOW, level=Level.EXPLICIT, answer="물었어요?"), Trace(at=NOW)]
    assert Course(traces=traces).asked == "물었어요?"
    assert Course(traces=[*traces, Trace(at=NOW, answer="")]).asked == ""


@pytest.mark.parametrize(
    ("kinds", "level", "about"),
    [
        ((Kind.SELF_HARM, Kind.SOMEONE_ELSE), Level.CONCERN, Kind.SOMEONE_ELSE),
        ((Kind.SELF_HARM, Kind.SOMEONE_ELSE), Level.EXPLICIT, Kind.SELF_HARM),
        ((Kind.SELF_HARM, Kind.SOMEONE_ELSE, Kind.BEREAVED), Level.CONCERN, Kind.BEREAVED),
        ((Kind.ABUSE, Kind.SELF_HARM), Level.IMMINENT, Kind.ABUSE),
        ((Kind.DISTRESS,), Level.CONCERN, Kind.DISTRESS),
        ((), Level.NONE, None),
    ],
)
def test_it_knows_about_what_it_was(
    kinds: Sequence[Kind], level: Level, about: Kind | None
) -> None:
    trace = Trace(at=NOW, level=level, kinds=tuple(kinds))
    assert Course(traces=[trace, Trace(at=NOW)]).about is about


def test_the_ledger_keeps_only_conversations_with_a_sign() -> None:
    watch = Watch()
    watch.note(CHAT, Trace(at=NOW))
    assert watch.traces(CHAT) == ()
    watch.note(CHAT, Trace(at=NOW, level=Level.CONCERN))
    watch.answered(CHAT, "안녕")
    watch.note(CHAT, Trace(at=NOW))
    assert [trace.answer for trace in watch.traces(CHAT)] == ["안녕", None]
    watch.forget(CHAT.who)
    assert watch.traces(CHAT) == ()


def test_the_ledger_has_a_bound() -> None:
    watch = Watch()
    chats = [ChatKey(messenger="test", chat=str(n), person="1") for n in range(10_001)]
    for chat in chats:
        watch.note(chat, Trace(at=NOW, level=Level.CONCERN))
    assert watch.traces(chats[0]) == ()
    assert watch.traces(chats[-1])


def test_memory_goes_on_where_the_store_ends() -> None:
    kept = [Trace(at=NOW - timedelta(hours=n), level=Level.CONCERN) for n in (2, 0)]
    remembered = [Trace(at=NOW - timedelta(hours=1), level=Level.EXPLICIT)]
    assert merged(kept, remembered).traces == [kept[0], *remembered]
    assert merged(kept, ()).traces == kept


def test_what_was_less_grave_does_not_count_as_answered() -> None:
    levels = [Level.CONCERN, Level.CONCERN, Level.EXPLICIT]
    course = Course(traces=[Trace(at=NOW, level=level, answer="…") for level in levels])
    answered = [course.answered(level) for level in (Level.CONCERN, Level.EXPLICIT, Level.IMMINENT)]
    assert answered == [3, 1, 0]


@pytest.mark.parametrize(
    ("said", "drops"),
    [
        ("라면이나 하나 끓여 먹을까", True),
        ("well the Leafs lost again, surprise", True),
        ("...", False),
        ("하", False),
        ("그런 생각 안 들 때가 없어", False),
        ("it's about my stepdad", False),
    ],
)
def test_another_topic_ends_a_hunch_and_what_may_refer_to_it_does_not_yet(
    said: str, drops: bool
) -> None:
    asked = Trace(at=NOW, level=Level.EXPLICIT, kinds=OWN, answer="…?", hunch=True)
    course = Course(traces=[asked])
    assert course.drops(said, denied=False) is drops
    assert course.drops(said, denied=True)
    assert not Course(traces=[Trace(at=NOW, level=Level.EXPLICIT, answer="…")]).drops(
        said, denied=True
    )
    grave = Course(traces=[replace(asked, level=Level.IMMINENT)])
    assert not grave.drops(said, denied=False)
    assert course.dropped(denied=True).level(NOW) is Level.NONE
    later = Course(traces=[asked, Trace(at=NOW, answer="")])
    assert later.drops("it's about my stepdad again", denied=False)


def test_who_denied_a_hunch_is_not_asked_of_the_same_again_but_of_a_graver_one() -> None:
    asked = Trace(at=NOW, level=Level.EXPLICIT, kinds=OWN, answer="…?", hunch=True)
    denied = Course(traces=[asked]).dropped(denied=True)
    assert denied.reassures(Level.EXPLICIT, OWN)
    assert not denied.reassures(Level.IMMINENT, OWN)
    assert not denied.reassures(Level.EXPLICIT, (Kind.ABUSE,))
    assert denied.reassures(Level.CONCERN, (Kind.DISTRESS,))
    assert not Course(traces=[asked]).dropped(denied=False).reassures(Level.EXPLICIT, OWN)
