"""A conversation on Telegram, seen from the person's side."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scenes.backends import Blind, Introduced, Repeating, Waiting, voice_of
from scenes.talking import DANGER, Talking
from scenes.telegram import OWNER, Run
from servers.telegram import Person, Telegram

from bot.events import ChatKey
from bot.memory.memories import Memories
from bot.protocols import Line
from bot.testing import MemoryStore, ScriptedTranscriber


class TestTalking(Talking):
    """On Telegram."""

    announced = ("@maum_test_bot",)
    invitation = r"t\.me/maum_test_bot\?start=(\w+)"


async def test_typing_is_shown_until_an_answer_that_takes_a_moment(
    server: Telegram, mina: Person, maum: Run
) -> None:
    writer = Waiting()
    async with maum(generator=writer):
        mina.says("안녕")
        await server.until(lambda: mina.chat.actions)
        writer.gate.set()
        await server.until(lambda: mina.chat.texts)
    assert {action.name for action in mina.chat.actions} == {"typing"}


async def test_a_slow_reply_grows_in_one_draft(server: Telegram, mina: Person, maum: Run) -> None:
    drafts = mina.chat.drafts

    class Counting:
        """Goes on when what it wrote is seen."""

        async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
            for word in ("하나", "둘"):
                yield f"{word} "
                await server.until(lambda word=word: drafts and drafts[-1].text.endswith(word))
            yield "셋"

    async with maum(generator=Counting()):
        mina.says("세어 줘")
        await server.until(lambda: mina.chat.texts)
    assert [draft.text for draft in drafts][:2] == ["하나", "하나 둘"]
    assert len({draft.id for draft in drafts}) == 1
    assert mina.chat.texts == ["하나 둘 셋"]
    assert mina.chat.draft is None


async def test_the_face_comes_with_the_first_mood_and_by_its_id_the_next_time(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum():
        for number, text in enumerate(
            ("안녕", "시험에 떨어졌어", "합격했어", "시험에 떨어졌어"), 1
        ):
            mina.says(text)
            await server.until(lambda n=number: len(mina.chat.photos) == n)
    sent = [call.given["photo"] for call in server.calls if call.method == "sendPhoto"]
    assert [one.startswith("<") for one in sent] == [True, True, True, False]


async def test_a_voice_note_is_shown_as_text_and_answered_aloud(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum(transcriber=ScriptedTranscriber(text="오늘 힘들었어")):
        asked = mina.speaks(voice_of(1.0))
        (voice,) = await server.until(lambda: mina.chat.voices)
    assert mina.chat.texts == ["🎤 오늘 힘들었어", "[오늘 힘들었어]", "AI 음성"]
    assert voice.text == "AI 음성"
    assert mina.chat.replies[0].reply_to is asked
    assert 0.5 < voice.seconds <= 2
    assert "record_voice" in {action.name for action in mina.chat.actions}


async def test_who_chose_to_be_answered_aloud_is_and_who_chose_not_is_not(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum(transcriber=ScriptedTranscriber(text="오늘 힘들었어"), store=MemoryStore()):
        mina.says("/voice always")
        await server.until(lambda: mina.chat.texts)
        mina.says("안녕")
        await server.until(lambda: mina.chat.voices)
        mina.says("/voice never")
        await server.until(lambda: len(mina.chat.texts) == 3)
        mina.speaks(voice_of(1.0))
        await server.until(lambda: len(mina.chat.texts) == 5)
        mina.says("/help")
        await server.until(lambda: len(mina.chat.texts) == 6)
    assert len(mina.chat.voices) == 1


async def test_who_forbids_voice_notes_gets_an_audio_file(
    server: Telegram, mina: Person, maum: Run
) -> None:
    mina.forbids_voice = True
    async with maum():
        mina.speaks(voice_of(1.0))
        (audio,) = await server.until(
            lambda: [one for one in mina.chat.replies if one.media and one.media.kind != "photo"]
        )
    assert mina.chat.voices == []
    assert audio.text == "AI 음성"


@pytest.mark.parametrize(
    ("give", "told"),
    [
        (lambda mina: mina.speaks(voice_of(1.0), seconds=601), "너무 길어서"),
        (lambda mina: mina.plays(b"ID3" + bytes(20 * 2**20), seconds=9), "너무 커서"),
        (lambda mina: mina.shows(b"\x89PNG"), "볼 수가 없어요"),
    ],
)
async def test_what_cannot_be_taken_is_refused_kindly_and_not_fetched(
    server: Telegram, mina: Person, maum: Run, give: object, told: str
) -> None:
    async with maum():
        give(mina)  # type: ignore[operator]
        assert told in (await server.until(lambda: mina.chat.texts))[0]
    assert not [call for call in server.calls if call.method in ("getFile", "download")]


async def test_a_changed_meaning_is_answered_anew_and_a_slip_is_only_remembered(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum():
        asked = mina.says("오늘 회사에서 칭찬을 받앗어")
        await server.until(lambda: mina.chat.texts)
        mina.edits(asked, "오늘 회사에서 칭찬을 받았어")
        mina.edits(asked, "사실은 다 그만두고 쉬고 싶다")
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert mina.chat.texts[1] == "[사실은 다 그만두고 쉬고 싶다]"


async def test_a_change_whose_answer_was_cut_off_by_the_end_is_answered(
    server: Telegram, mina: Person, maum: Run
) -> None:
    chat, store = (
        ChatKey(messenger="telegram", chat=f"{mina.chat.id}", person=f"{OWNER}"),
        Introduced(),
    )
    changed = "사실은 다 그만두고 쉬고 싶다"
    async with maum(store=store):
        asked = mina.says("오늘 회사에서 칭찬을 받았어")
        await server.until(lambda: mina.chat.texts)
    said, _ = await store.history(chat, limit=2)
    await store.append(chat, replace(said, text=changed, at=datetime.now(UTC)))  # so far it came
    async with maum(store=store):
        mina.edits(asked, changed)
        await server.until(lambda: len(mina.chat.texts) == 2)
        mina.edits(asked, changed)  # as Telegram tells of a link's preview
        mina.says("그래도")
        await server.until(lambda: len(mina.chat.texts) == 3)
    assert mina.chat.texts[1:] == [f"[{changed}]", "[그래도]"]


@pytest.mark.parametrize("which", [0, 1, 2])
async def test_any_message_of_a_burst_may_be_changed(
    server: Telegram, mina: Person, maum: Run, which: int
) -> None:
    chat = ChatKey(messenger="telegram", chat=f"{mina.chat.id}", person=f"{OWNER}")
    store, writer = Introduced(), Waiting()
    said = ["오늘 회사에서 칭찬을 받앗어", "그래서 저녁에 맛있는 걸 먹엇어", "이제 집에 왓어"]
    async with maum(store=store, generator=writer):
        asked = [mina.says(text) for text in said]
        await writer.asked(word=said[-1])
        writer.gate.set()
        await server.until(lambda: mina.chat.texts)
        changed = said[which].replace("앗", "았").replace("엇", "었").replace("왓", "왔")
        mina.edits(asked[which], changed)
        mina.says("그리고 잘 거야")
        await server.until(lambda: len(mina.chat.texts) == 2)
        whole = "\n".join([*said[:which], changed, *said[which + 1 :]])
        first, *_ = await store.history(chat, limit=9)
        assert first.text == whole


async def test_a_burst_of_which_one_means_another_thing_now_is_answered_anew(
    server: Telegram, mina: Person, maum: Run
) -> None:
    writer = Waiting()
    async with maum(generator=writer):
        mina.says("오늘 회사에서 정말 오랜만에 칭찬을 받았어. 다들 박수도 쳐 줬어")
        asked = mina.says("기분 좋아")
        await writer.asked(word="기분 좋아")
        writer.gate.set()
        await server.until(lambda: mina.chat.texts)
        mina.edits(asked, "근데 외로워")
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert mina.chat.texts[1].endswith("박수도 쳐 줬어\n근데 외로워]")


async def test_a_mended_slip_is_what_is_learned(server: Telegram, mina: Person, maum: Run) -> None:
    store = Introduced()
    async with Memories(store, Blind()) as memories, maum(store=store, memories=memories):
        asked = mina.says("안녕하세요, 만나서 반가워요. 제 이름은 민아예요")
        await server.until(lambda: mina.chat.texts)
        mina.edits(asked, "안녕하세요, 만나서 반가워요. 제 이름은 지수예요")
        mina.says("또 왔어요")
        await server.until(lambda: len(mina.chat.texts) == 2)
        await memories.settled()
        known = await store.memory.known(ChatKey(messenger="telegram", chat="", person=f"{OWNER}"))
    assert [one.value for one in known] == ["지수"]


async def test_what_an_old_message_taught_is_unlearned_with_its_words(
    server: Telegram, mina: Person, maum: Run
) -> None:
    chat = ChatKey(messenger="telegram", chat=f"{mina.chat.id}", person=f"{OWNER}")
    since = [Line(speaker="companion", text=f"{n}", at=datetime.now(UTC)) for n in range(100)]
    store = Introduced()
    async with Memories(store, Blind()) as memories:
        async with maum(store=store, memories=memories):
            asked = mina.says("안녕하세요, 만나서 반가워요. 제 이름은 민아예요")
            await server.until(lambda: mina.chat.texts)
            mina.says("또 왔어요")
            await server.until(lambda: len(mina.chat.texts) == 2)
            await memories.settled()
            taught = await store.memory.known(chat)
            await store.append(chat, *since)
            mina.edits(asked, "안녕하세요, 만나서 반가워요. 이름은 비밀이에요")
            mina.says("그리고 또 왔어요")
            await server.until(lambda: len(mina.chat.texts) == 3)
        await memories.settled()
        assert [one.value for one in taught] == ["민아"]
        assert await store.memory.known(chat) == []


async def test_a_sad_reaction_and_a_sticker_are_words(
    server: Telegram, mina: Person, maum: Run
) -> None:
    writer = Repeating()
    async with maum(generator=writer):
        mina.sticks("😂")
        (answer,) = await server.until(lambda: [one for one in mina.chat.replies if one.text])
        mina.reacts(answer, "❤")
        mina.reacts(answer, "😢")
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert mina.chat.texts == ["[😂]", "[😢]"]


async def test_danger_comes_before_a_recording_that_is_still_heard(
    server: Telegram, mina: Person, maum: Run
) -> None:
    gate = asyncio.Event()

    class Hearing(ScriptedTranscriber):
        async def transcribe(self, audio, /):  # type: ignore[no-untyped-def]
            await gate.wait()
            return await super().transcribe(audio)

    async with maum(transcriber=Hearing(text="오늘 힘들었어")):
        mina.speaks(voice_of(1.0))
        await server.until(lambda: any(call.method == "download" for call in server.calls))
        mina.says(DANGER)
        await server.until(lambda: mina.chat.texts)
        gate.set()
        await server.until(lambda: len(mina.chat.texts) == 3)
    assert "109" in mina.chat.texts[0]
    assert mina.chat.texts[1] == "🎤 오늘 힘들었어"


async def test_commands_are_answered_with_buttons_that_work(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.starts()
        (hello,) = await server.until(lambda: mina.chat.replies)
        tap = mina.taps(hello, "할 수 있는 것")
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert tap.answers
    assert "/safety" in mina.chat.texts[1]
    assert server.profile.menu("ko") and server.profile.menu("en")
