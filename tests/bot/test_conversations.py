"""One turn at a time for each chat."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from scenes.meeting import met
from scenes.reading import Reader

from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import Cared, ChatKey, Delta, Ended, Failed, Heard, Incoming, Replied, TurnEvent
from bot.testing import MemoryStore, ScriptedGenerator, ScriptedTranscriber
from config.errors import StoreError
from speech.audio import Audio

ONE = ChatKey(messenger="test", chat="1", person="1")
OTHER = ChatKey(messenger="test", chat="2", person="2")

Build = Callable[..., Companion]


async def test_new_speech_stops_the_reply_and_what_was_read_is_remembered(
    companion_of: Build,
) -> None:
    store = await met(ONE, OTHER)
    generator = ScriptedGenerator(["하나. ", "둘. ", *["셋. "] * 1000], delay=0.001)
    first, second = Reader(), Reader()
    async with Conversations(companion_of(generator=generator, store=store), settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="안녕"), first)
        await first.until(Delta)
        generator.pieces = ["네."]
        await talks.say(Incoming(chat=ONE, text="잠깐"), second)
        await second.until(Ended)
    assert not any(isinstance(event, Ended | Failed) for event in first.events)
    lines = [line.text for line in await store.history(ONE, limit=10)]
    assert lines == ["안녕", first.text, "잠깐", "네."]
    assert [line.text for line in generator.prompts[1].history] == ["안녕", first.text]


async def test_a_burst_is_answered_together(companion_of: Build) -> None:
    generator = ScriptedGenerator(["네."])
    readers = [Reader(), Reader(), Reader()]
    companion = companion_of(generator=generator, store=await met(ONE, OTHER))
    async with Conversations(companion, settle=1) as talks:
        for reader, text in zip(readers, ["있잖아", "오늘", "면접에서 떨어졌어"], strict=True):
            await talks.say(Incoming(chat=ONE, text=text), reader)
        await readers[-1].until(Ended)
    assert [prompt.message for prompt in generator.prompts] == ["있잖아\n오늘\n면접에서 떨어졌어"]


async def test_a_voice_message_is_heard_out_before_the_next_message(companion_of: Build) -> None:
    generator = ScriptedGenerator(["네."])
    transcriber = ScriptedTranscriber("면접에서 떨어졌어", delay=0.05)
    voice, text = Reader(), Reader()
    companion = companion_of(
        generator=generator, transcriber=transcriber, store=await met(ONE, OTHER)
    )
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, voice=Audio(b"", "audio/ogg")), voice)
        await talks.say(Incoming(chat=ONE, text="들었어?"), text)
        await text.until(Ended)
    assert any(isinstance(event, Heard) for event in voice.events)
    assert generator.prompts[-1].message.endswith("들었어?")
    said = [line.text for line in generator.prompts[-1].history] + [generator.prompts[-1].message]
    assert "면접에서 떨어졌어" in "\n".join(said)


async def test_help_waits_for_no_voice_message_before_it(companion_of: Build) -> None:
    heard = asyncio.Event()

    class Slow(ScriptedTranscriber):
        async def transcribe(self, audio, /):  # type: ignore[no-untyped-def]
            await heard.wait()
            return await super().transcribe(audio)

    store = await met(ONE, OTHER)
    voice, text, help_ = Reader(), Reader(), Reader()
    companion = companion_of(transcriber=Slow("면접에서 떨어졌어"), store=store)
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, voice=Audio(b"", "audio/ogg")), voice)
        waiting = asyncio.create_task(talks.say(Incoming(chat=ONE, text="들었어?"), text))
        await asyncio.sleep(0)
        await talks.say(Incoming(chat=ONE, text="죽고 싶어"), help_)
        await help_.until(Ended)
        await waiting
        assert any(isinstance(event, Cared) for event in help_.events)
        heard.set()
        await asyncio.wait(talks._set_aside)
    assert voice.text == ""
    kept = [line.text for line in await store.history(ONE, limit=10)]
    assert "면접에서 떨어졌어" in kept, "what was still being heard is not lost"


async def test_help_waits_for_no_store(companion_of: Build) -> None:
    first, help_, store = Reader(), Reader(), Stuck()
    async with Conversations(companion_of(store=store), settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="안녕"), first)
        await talks.say(Incoming(chat=ONE, text="죽고 싶어"), help_)
        await help_.until(Replied)
        store.gate.set()  # nobody has to wait for it any more
    assert any(isinstance(event, Cared) for event in help_.events)


class Stuck(MemoryStore):
    """A store that does nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def work(self) -> None:
        await self.gate.wait()


async def test_leaving_does_not_wait_for_ears_that_hang(companion_of: Build) -> None:
    companion = companion_of(transcriber=ScriptedTranscriber(delay=3600))
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, voice=Audio(b"", "audio/ogg")), Reader())
    assert len(asyncio.all_tasks()) == 1


async def test_an_answer_that_was_just_given_is_not_given_again(companion_of: Build) -> None:
    generator, store = ScriptedGenerator(["네."]), MemoryStore()
    await store.meet(ONE)
    store.delay = 0.01
    first, second = Reader(), Reader()
    companion = companion_of(generator=generator, store=store)
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="면접에서 떨어졌어"), first)
        await first.until(Replied)
        await talks.say(Incoming(chat=ONE, text="고마워"), second)
        await second.until(Ended)
    assert [prompt.message for prompt in generator.prompts] == ["면접에서 떨어졌어", "고마워"]
    kept = [line.speaker for line in await store.history(ONE, limit=10)]
    assert kept == ["user", "companion", "user", "companion"]


async def test_chats_do_not_wait_for_each_other(companion_of: Build) -> None:
    class SlowForOne(ScriptedGenerator):
        async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
            if prompt.message == "천천히":
                await asyncio.Event().wait()
            yield "네."

    first, second = Reader(), Reader()
    companion = companion_of(generator=SlowForOne(), store=await met(ONE, OTHER))
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="천천히"), first)
        await talks.say(Incoming(chat=OTHER, text="안녕"), second)
        await second.until(Ended)
        assert not any(isinstance(event, Ended) for event in first.events)


async def test_hush_stops_the_reply(companion_of: Build) -> None:
    generator = ScriptedGenerator(["하나. "] * 1000, delay=0.001)
    reader = Reader()
    async with Conversations(companion_of(generator=generator), settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="안녕"), reader)
        await reader.until(Delta)
        await talks.hush(ONE)
        count = len(reader.events)
        await asyncio.sleep(0.01)
        assert len(reader.events) == count


async def test_once_a_person_is_left_nothing_of_their_turns_is_kept(companion_of: Build) -> None:
    store = await met(ONE, OTHER)
    generator = ScriptedGenerator(["하나. "] * 100_000, delay=0.001)
    mine, silenced, theirs = Reader(), Reader(), Reader()
    async with Conversations(companion_of(generator=generator, store=store), settle=0) as talks:
        away = replace(ONE, chat="away")
        for chat, reader in ((ONE, mine), (away, silenced), (OTHER, theirs)):
            await talks.say(Incoming(chat=chat, text="안녕"), reader)
            await reader.until(Delta)
        await talks.hush(away)
        async with talks.stilled({ONE.who}):
            await store.forget(ONE.who)
        generator.pieces = ["네."]
        await talks.say(Incoming(chat=ONE, text="다시"), again := Reader())
        await again.until(Ended)
        assert [line.text for line in await store.lines(ONE.who)][:1] == ["다시"]
        assert not any(isinstance(event, Ended | Failed) for event in theirs.events)


async def test_who_reads_a_turn_that_was_stopped_is_told_behind_it(companion_of: Build) -> None:
    generator = ScriptedGenerator(["하나. "] * 100_000, delay=0.001)
    told, silenced = Reader(), Reader()
    async with Conversations(companion_of(generator=generator), settle=0) as talks:
        for chat, reader in ((ONE, told), (replace(ONE, chat="away"), silenced)):
            await talks.say(Incoming(chat=chat, text="안녕"), reader)
            await reader.until(Delta)
        await talks.hush(replace(ONE, chat="away"))
        async with talks.stilled({ONE.who}):
            assert not talks.going(ONE)
            assert not any(isinstance(event, Ended) for event in told.events)
        assert isinstance(told.events[-1], Ended)
        assert not any(isinstance(event, Ended) for event in silenced.events)


async def test_a_deletion_that_fails_leaves_no_reader_waiting(companion_of: Build) -> None:
    reader = Reader()
    generator = ScriptedGenerator(["하나. "] * 100_000, delay=0.001)
    async with Conversations(companion_of(generator=generator), settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="안녕"), reader)
        await reader.until(Delta)
        with pytest.raises(StoreError):
            async with talks.stilled({ONE.who}, forgetting=True):
                raise StoreError
        assert isinstance(reader.events[-1], Ended)


@pytest.mark.parametrize(("forgetting", "kept"), [(True, []), (False, ["비밀이야", "네."])])
async def test_what_waits_for_the_message_before_is_dropped_where_it_is_forgotten(
    companion_of: Build, forgetting: bool, kept: list[str]
) -> None:
    store, heard = await met(ONE, OTHER), asyncio.Event()

    class Slow(ScriptedTranscriber):
        async def transcribe(self, audio, /):  # type: ignore[no-untyped-def]
            heard.set()
            return await asyncio.Event().wait()

    companion = companion_of(transcriber=Slow(), generator=ScriptedGenerator(["네."]), store=store)
    reader = Reader()
    async with Conversations(companion, settle=0) as talks:
        await talks.say(Incoming(chat=ONE, voice=Audio(b"", "audio/ogg")), Reader())
        await heard.wait()
        waiting = asyncio.create_task(talks.say(Incoming(chat=ONE, text="비밀이야"), reader))
        await asyncio.sleep(0)
        async with talks.stilled({ONE.who}, forgetting=forgetting):
            pass
        await waiting
        await reader.until(Ended)
    assert [line.text for line in await store.lines(ONE.who)] == kept


async def test_who_breaks_or_hangs_keeps_nobody_else_from_being_renewed(
    companion_of: Build, caplog: pytest.LogCaptureFixture
) -> None:
    renewed: list[str] = []

    async def breaks(accounts, /):  # type: ignore[no-untyped-def]
        raise RuntimeError("사적인 말")

    async def hangs(accounts, /):  # type: ignore[no-untyped-def]
        renewed.append("hangs")
        await asyncio.Event().wait()

    async def works(accounts, /):  # type: ignore[no-untyped-def]
        renewed.extend(accounts)

    async with Conversations(companion_of(), patience=0.01) as talks:
        with talks.holding(breaks), talks.holding(hangs), talks.holding(works):
            await talks.renew({ONE.who})
        assert renewed == ["hangs", ONE.who]
        await talks.renew({OTHER.who})
        assert OTHER.who not in renewed
    assert len(asyncio.all_tasks()) == 1


async def test_leaving_stops_every_turn(companion_of: Build) -> None:
    generator = ScriptedGenerator(["하나. "] * 1000, delay=0.001)
    async with Conversations(companion_of(generator=generator), settle=0) as talks:
        for chat in (ONE, OTHER):
            await talks.say(Incoming(chat=chat, text="안녕"), Reader())
    assert len(asyncio.all_tasks()) == 1


async def test_a_messenger_that_breaks_does_not_break_the_next_turn(companion_of: Build) -> None:
    async def broken(_event: TurnEvent) -> None:
        raise ConnectionResetError

    reader = Reader()
    async with Conversations(companion_of(), settle=0) as talks:
        await talks.say(Incoming(chat=ONE, text="안녕"), broken)
        await talks.say(Incoming(chat=ONE, text="안녕"), reader)
        await reader.until(Ended)


async def test_a_chat_that_is_over_takes_no_room(companion_of: Build) -> None:
    async with Conversations(companion_of(), settle=0) as talks:
        for number in range(50):
            reader = Reader()
            chat = ChatKey(messenger="test", chat=str(number), person="1")
            await talks.say(Incoming(chat=chat, text="안녕"), reader)
            await reader.until(Ended)
        for _ in range(1000):  # turns of the loop, however long they take
            await asyncio.sleep(0)
        assert len(talks._chats) <= 1
