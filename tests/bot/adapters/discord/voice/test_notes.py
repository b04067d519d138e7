"""What is told in writing beside a talk: captions, help, and what fails."""

from pathlib import Path

from scenes.calls import Place
from scenes.visits import Words, never, visiting

from bot.care.answer import Answers
from bot.testing import ScriptedSynthesizer
from config.errors import NoVoice, NoWeights
from speech.live.ear import LiveEar
from speech.protocols import Transcript
from speech.samples import Samples


async def test_both_sides_are_written_along_where_that_is_wanted(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "오늘 힘들었어", captions=True) as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: len(place.channel.texts) == 3)
        assert place.channel.texts[1:] == [
            "**Mina**: 오늘 힘들었어",
            "**마음**: 그랬구나. 많이 속상했겠어요.",
        ]


async def test_a_reply_that_cannot_be_spoken_is_written_to_whom_it_is_for(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    voice = ScriptedSynthesizer(error=NoVoice("none"))
    async with visiting(place, tmp_path, "오늘 힘들었어", voice=voice) as visit:
        visit.says(mina, speech)
        chat = place.server.direct(place.server.users[mina.id])
        await place.server.until(lambda: chat.texts)
        assert chat.texts == ["**마음**: 그랬구나. 많이 속상했겠어요."]
        assert visit.status.speaking == NoVoice.code


async def test_ears_that_fail_are_told_in_the_status(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, NoWeights("none"), "들려?") as visit:
        visit.says(mina, speech)
        await visit.until(lambda: visit.status.hearing == NoWeights.code)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.hearing == ""


class Weightless(Words):
    """Hears nothing, as its weights are missing."""

    async def draft(self, _speech: Samples, /) -> Transcript | None:
        raise NoWeights("none")


async def test_ears_that_cannot_hear_are_told_before_anybody_speaks(
    place: Place, tmp_path: Path
) -> None:
    ear = lambda: LiveEar(Weightless(), complete=never)  # noqa: E731
    async with visiting(place, tmp_path, ear=ear) as visit:
        await visit.until(lambda: visit.status.hearing == NoWeights.code)


async def test_help_comes_aloud_and_in_writing_to_the_person_alone(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "나 그냥 죽고 싶어") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        user = place.server.users[mina.id]
        await mina.hears(5)
        await place.server.until(lambda: place.server.direct(user).texts)
        assert "109" in "".join(place.server.direct(user).texts)
        assert len(place.channel.texts) == 1
        assert visit.writer.prompts == []


async def test_where_somebody_takes_no_messages_the_chat_gets_help_that_names_nobody(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    place.server.users[mina.id].blocks()
    async with visiting(place, tmp_path, "나 그냥 죽고 싶어") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: place.channel.texts[1:])
        assert place.channel.texts[1:] == [Answers(country="KR").for_all("ko")]


async def test_who_has_used_up_the_day_is_told_so_but_never_left_in_danger(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "안녕", "나 그냥 죽고 싶어", refusal="내일 봐요") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: place.channel.texts[1:] == ["내일 봐요"])
        assert await visit.lines(mina) == []
        visit.says(mina, speech)
        await mina.hears(5)
        assert (await visit.lines(mina))[0] == ("user", "나 그냥 죽고 싶어")
