"""Talks without hands, over a real websocket and with a real ear; only the words are scripted."""

import asyncio
from collections.abc import Sequence

import pytest
import pytest_asyncio
from servers.visitor import COOKIE, Page, names, page

from bot.adapters.web.hearing import Hearing
from bot.testing import MemoryStore, ScriptedGenerator, ScriptedTranscriber
from config.errors import NoWeights, explain
from speech.decoding import decode
from speech.espeak import Espeak
from speech.live.ear import LiveEar
from speech.protocols import Prosody, Transcript

SILENCE = b"\0" * 32_000
OTHER = {"Cookie": COOKIE["Cookie"].replace("0123", "9999")}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def speech() -> bytes:
    """About a second of somebody speaking, and a second of silence."""
    clip = await Espeak().synthesize("Good morning!", language="en", prosody=Prosody())
    spoken = decode(clip)
    return (spoken * 32_767).astype("<i2").tobytes() + SILENCE


class Words:
    """Hears the next of *texts* in every utterance."""

    def __init__(self, *texts: str | Exception) -> None:
        self._texts = list(texts)

    async def hear(self, _speech, /, *, draft: bool = False) -> Transcript:
        text = "" if draft else self._texts.pop(0)
        if isinstance(text, Exception):
            raise text
        return Transcript(text=text, language="ko" if text else "", confidence=0.9, seconds=1.0)

    async def draft(self, _speech, /) -> Transcript | None:
        return None


class Stuck:
    """Never comes to the end of a reply."""

    async def reply(self, prompt, /):
        yield "그랬구나. "
        await asyncio.Event().wait()


def hearing(*texts: str | Exception, **limits: float) -> Hearing:
    words = Words(*texts)
    return Hearing(ear=lambda: LiveEar(words, gap=60.0), **limits)


async def speak(ours: Page, sound: bytes) -> None:
    """Send *sound* as a microphone's frames."""
    for start in range(0, len(sound), 1024):
        await ours.socket.send(sound[start : start + 1024])


async def listen(ours: Page, **more) -> None:
    """Begin a talk."""
    await ours.send(type="listen", **more)
    assert (await ours.until("listening"))[-1]["on"]


def finals(messages: Sequence[dict]) -> list[str]:
    """What the captions said in the end."""
    return [one["text"] for one in messages if one["event"] == "caption" and one["final"]]


async def test_what_is_said_is_captioned_and_answered(flat, speech) -> None:
    async with flat(hearing=hearing("오늘 면접에서 떨어졌어")) as home, page(home) as ours:
        await listen(ours, speak=True)
        await speak(ours, speech)
        told = await ours.until("ended")
    assert names(told)[:4] == ["caption", "caption", "received", "heard"]
    began, caption, received, _ = told[:4]
    assert (began["text"], began["final"]) == ("", False)
    assert (caption["text"], caption["final"]) == ("오늘 면접에서 떨어졌어", True)
    assert received["id"] == caption["id"]
    assert (received["text"], received["kind"]) == (caption["text"], "talk")
    assert {one["id"] for one in told if one["event"] not in {"caption", "pictured"}} == {
        caption["id"]
    }
    assert "spoke" in names(told)


async def test_who_interrupts_is_heard_and_what_was_told_is_remembered(flat, speech) -> None:
    store, ears = MemoryStore(), hearing("오늘 힘들었어", "잠깐만 들어 봐")
    async with flat(store=store, hearing=ears, generator=Stuck()) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech)
        await ours.until("delta")
        await speak(ours, speech)
        told = await ours.until("delta")
        (chat,) = ears.talks
        lines = [(line.speaker, line.text) for line in await store.history(chat, limit=9)]
    assert [name for name in names(told) if name not in {"caption", "pictured"}][:3] == [
        "pause", "hushed", "received",
    ]  # fmt: skip
    assert lines[0] == ("user", "오늘 힘들었어")
    assert lines[1][0] == "companion"
    assert lines[1][1].endswith("그랬구나. ")
    assert lines[2] == ("user", "잠깐만 들어 봐")


async def test_who_only_nods_aloud_does_not_stop_the_reply(flat, speech) -> None:
    ears = hearing("오늘 힘들었어", "응")
    async with flat(hearing=ears, generator=Stuck()) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech)
        await ours.until("delta")
        await speak(ours, speech[:16_000] + SILENCE)
        told = await ours.until("caption")
        while not told[-1].get("final"):
            told += await ours.until("caption")
    assert finals(told) == [""]
    assert {"hushed", "received"} & set(names(told)) == set()
    assert names(told).count("pause") == names(told).count("resume")


async def test_a_reply_that_the_page_still_plays_can_be_interrupted(flat, speech) -> None:
    async with flat(hearing=hearing("그만")) as home, page(home) as ours:
        await ours.exchange("안녕")
        await listen(ours)
        await ours.send(type="playing")
        await speak(ours, speech)
        assert "hushed" in names(await ours.until("received"))


async def test_what_is_wished_may_change(flat, speech) -> None:
    async with flat(hearing=hearing("안녕")) as home, page(home) as ours:
        await listen(ours, speak=False)
        await ours.send(type="listen", speak=True)
        await speak(ours, speech)
        assert {"spoke", "listening"} & set(names(await ours.until("ended"))) == {"spoke"}


async def test_noise_is_no_message(flat, speech) -> None:
    async with flat(hearing=hearing("", "안녕")) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech)
        await speak(ours, speech)
        told = await ours.until("received")
    assert finals(told) == ["", "안녕"]


async def test_what_was_said_before_the_end_is_answered(flat, speech) -> None:
    ears = hearing("잘 자")
    async with flat(hearing=ears) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech[: -len(SILENCE)])
        await ours.send(type="listen", on=False)
        told = await ours.until("ended")
        assert {"event": "listening", "on": False} in told
        assert finals(told) == ["잘 자"]
        assert not ears.talks


async def test_after_the_end_a_binary_frame_is_a_voice_message_again(flat) -> None:
    ears, transcriber = hearing(), ScriptedTranscriber("산책했어")
    async with flat(hearing=ears, transcriber=transcriber) as home, page(home) as ours:
        await listen(ours)
        await ours.send(type="listen", on=False)
        await ours.socket.send(b"sound")
        assert "heard" in names(await ours.until("ended"))


async def test_a_person_talks_in_one_place_at_a_time(flat, speech) -> None:
    async with flat(hearing=hearing("여기야")) as home, page(home) as first, page(home) as second:
        await listen(first)
        await listen(second)
        over = (await first.until("listening"))[-1]
        assert (over["on"], over["code"]) == (False, "talk.elsewhere")
        assert over["message"] == explain("talk.elsewhere", "ko")
        await speak(first, speech)  # it was on its way
        await speak(second, speech)
        assert finals(await second.until("received")) == ["여기야"]


async def test_only_so_many_are_heard_at_once(flat) -> None:
    ears = hearing(seats=1)
    async with flat(hearing=ears) as home, page(home, **OTHER) as theirs:
        async with page(home) as ours:
            await listen(ours)
            await theirs.send(type="listen", language="en")
            refused = (await theirs.until("listening"))[-1]
            assert (refused["on"], refused["code"]) == (False, "talk.busy")
            assert refused["message"] == explain("talk.busy", "en")
        told = {"on": False}
        while not told["on"]:  # as soon as the server knows that our page has gone
            await theirs.send(type="listen")
            told = (await theirs.until("listening"))[-1]


@pytest.mark.parametrize("ears", [Hearing(), hearing(longest=0)], ids=["no ears", "not allowed"])
async def test_where_nobody_is_heard_it_says_so(flat, ears) -> None:
    async with flat(hearing=ears) as home, page(home) as ours:
        await ours.send(type="listen")
        assert (await ours.until("listening"))[-1]["code"] == "talk.off"
        assert names(await ours.exchange("글로 할게"))[-1] == "ended"


@pytest.mark.parametrize(
    ("limits", "code"), [({"longest": 0.01}, "talk.time"), ({"quiet": 0.01}, "talk.quiet")]
)
async def test_it_does_not_listen_for_ever(flat, limits, code) -> None:
    async with flat(hearing=hearing(**limits)) as home, page(home) as ours:
        await ours.send(type="listen")
        over = {"on": True}
        while over["on"]:  # which it may be for no time at all
            over = (await ours.until("listening"))[-1]
        assert over["code"] == code


@pytest.mark.parametrize("frame", [b"odd", b"\0" * 64_000], ids=["odd", "too long"])
async def test_what_is_no_sound_ends_it_and_the_conversation_goes_on(flat, frame) -> None:
    async with flat(hearing=hearing()) as home, page(home) as ours:
        await listen(ours)
        await ours.socket.send(frame)
        assert (await ours.until("listening"))[-1]["code"] == "talk.garbled"
        assert names(await ours.exchange("안녕"))[-1] == "ended"


async def test_a_flood_ends_it(flat) -> None:
    async with flat(hearing=hearing()) as home, page(home) as ours:
        await listen(ours)
        for _ in range(3000):  # nearly a minute of them
            await ours.socket.send(b"")
        assert (await ours.until("listening"))[-1]["code"] == "talk.garbled"


async def test_ears_that_cannot_hear_say_so_and_it_ends(flat, speech) -> None:
    async with flat(hearing=hearing(NoWeights("none"))) as home, page(home) as ours:
        await listen(ours, language="en")
        await speak(ours, speech)
        over = (await ours.until("listening"))[-1]
        assert (over["on"], over["code"]) == (False, "speech.weights")
        assert over["message"] == NoWeights.en


async def test_a_page_that_goes_leaves_nothing_behind(flat, speech) -> None:
    ears, before = hearing("안녕"), asyncio.all_tasks()
    async with flat(hearing=ears) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech[:8_192])
    assert not ears.talks
    assert asyncio.all_tasks() == before


async def test_care_is_heard_too(flat, speech) -> None:
    generator = ScriptedGenerator()
    ears = hearing("죽고 싶어")
    async with flat(hearing=ears, generator=generator) as home, page(home) as ours:
        await listen(ours)
        await speak(ours, speech)
        told = await ours.until("replied")
    assert "109" in told[-1]["text"]
    assert generator.prompts == []
