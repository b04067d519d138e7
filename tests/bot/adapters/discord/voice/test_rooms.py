"""Entering voice channels, staying in them through what breaks, and leaving."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import discord
import pytest
from scenes.calls import Place, opened, voice_state
from scenes.visits import visiting
from servers.discord.places import STAGE

from config.errors import CallFailed, CallRefused, explain
from speech.samples import Samples


async def test_it_leaves_when_nobody_is_left(place: Place, tmp_path: Path) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, grace=0.0) as visit:
        await visit.greeted(mina)
        place.enters(place.server.users[mina.id], None)
        await visit.gone()
        assert not place.guild.voice_states


async def test_it_leaves_when_told(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        assert await visit.rooms.leave(place.guild.id)
        assert not await visit.rooms.leave(place.guild.id)
        assert visit.rooms.status(place.guild.id) is None
        assert [one["user_id"] for one in place.guild.voice_states] == [
            str(one) for one in place.voice.people
        ]


async def test_it_does_not_come_back_where_it_was_taken_out(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        place.enters(place.server.me, None)
        await visit.gone()
        await visit.rooms.join(place.here)
        await visit.ready()


async def test_it_follows_where_it_is_moved(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        place.enters(place.server.me, place.other)
        await place.server.until(lambda: place.other.texts)
        assert visit.status.channel == place.other.id


async def test_who_comes_later_is_told_that_it_listens(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        await place.server.until(lambda: place.channel.texts)
        jun = place.server.person("Jun")
        place.guild.members[jun] = []
        place.enters(jun, place.channel)
        await place.server.until(lambda: len(place.channel.texts) == 2)
        assert "Jun" in place.channel.texts[1]
        assert visit.status.listening_to == 2


async def test_it_enters_anew_where_the_library_has_given_up(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?") as visit:
        await visit.greeted(mina)
        await place.voice.close(4021)
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_it_enters_anew_where_the_server_has_closed_the_call_and_says_no_more(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    """discord.py would take the call for a good one, and wait half a minute for what follows."""
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?", patience=0.0) as visit:
        await visit.greeted(mina)
        await place.voice.close(4014)
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_who_calls_it_again_does_not_wait_until_a_broken_call_is_mended(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    async with visiting(place, tmp_path, "들려?", patience=3600.0) as visit:
        await visit.rooms.join(place.here)
        assert place.voice.did(0) == 1, "it was well"
        await place.voice.close(4014)
        await visit.until(lambda: not visit.status.connected)
        await visit.rooms.join(place.here)
        await place.voice.agreed(2)
        visit.says(next(iter(place.voice.people.values())), speech)
        await visit.until_asked(1)


async def test_in_a_new_session_with_discord_it_enters_anew_and_knows_who_came_meanwhile(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    """discord.py forgets its calls then, and nobody tells who came."""
    async with visiting(place, tmp_path, "마음아, 들려?") as visit:
        await place.server.until(lambda: place.channel.texts)
        jun = place.server.person("Jun")
        place.guild.members[jun] = []
        place.guild.voice_states.append(voice_state(place.guild, jun, place.channel))
        await place.server.gateway.drop(forget=True)
        await place.voice.agreed(2)
        await place.server.until(lambda: any("Jun" in text for text in place.channel.texts))
        await visit.until(lambda: visit.status.listening_to == 2)
        visit.says(next(iter(place.voice.people.values())), speech)
        await visit.until_asked(1)
    running = {task.get_name() for task in asyncio.all_tasks()}
    assert "Voice websocket poller" not in running


async def test_it_comes_back_when_the_voice_server_does(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?") as visit:
        await visit.greeted(mina)
        place.voice.down = True
        await place.voice.close(4021)
        await place.voice.until(lambda: place.voice.turned_away)
        assert not visit.status.connected
        place.voice.down = False
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_the_status_says_that_the_server_keeps_it_from_hearing_or_being_heard(
    place: Place, tmp_path: Path
) -> None:
    async with visiting(place, tmp_path) as visit:
        me, told = place.here.guild.me, asyncio.Event()
        place.client.event(_named("on_voice_state_update", told))
        assert not (visit.status.deafened or visit.status.muted)
        state = voice_state(place.guild, place.server.me, place.channel)
        place.server.tell("VOICE_STATE_UPDATE", {**state, "deaf": True, "mute": True})
        async with asyncio.timeout(60):
            await told.wait()
        assert me.voice is not None
        assert visit.status.deafened and visit.status.muted


async def test_on_a_stage_it_asks_to_speak(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        stage = place.server.channel(place.guild, "무대", type_=STAGE)
        await visit.until(lambda: place.client.get_channel(stage.id) is not None)
        here = place.client.get_channel(stage.id)
        assert isinstance(here, discord.StageChannel)
        await visit.rooms.join(here)
        assert [one.status for one in place.server.made("/voice-states/@me")] == [204]
        assert visit.status.muted, "nobody has let it speak"


def _named(name: str, told: asyncio.Event) -> Callable[..., Awaitable[None]]:
    async def call(*_: object) -> None:
        told.set()

    call.__name__ = name
    return call


async def test_a_call_that_is_refused_from_some_time_on_is_given_up_and_why_is_told(
    place: Place, tmp_path: Path
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path) as visit:
        await visit.greeted(mina)
        place.voice.refusal = 4017
        await place.voice.close(4021)
        await visit.gone()
        assert place.voice.did(0) == 4, "it was not tried thrice"
        assert explain(CallRefused.code, "ko") in place.channel.texts[-1]
        assert place.server.me.id not in place.here.voice_states


async def test_a_call_that_is_given_up_on_the_way_leaves_nothing(
    place: Place, tmp_path: Path
) -> None:
    async with visiting(place, tmp_path) as visit:
        await visit.rooms.leave(place.guild.id)
        place.server.gateway.calls = None  # no server will be named
        joining = asyncio.create_task(visit.rooms.join(place.here))
        await place.server.until(lambda: place.here.guild.voice_client)
        joining.cancel()
        await asyncio.wait([joining])
        assert place.here.guild.voice_client is None
        assert visit.rooms.status(place.guild.id) is None
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not any(name.startswith("maum-voice") for name in names)


async def test_a_channel_that_cannot_be_entered_is_told(tmp_path: Path) -> None:
    async with opened("Mina") as place:
        await place.client.close()
        with pytest.raises(CallFailed):
            async with visiting(place, tmp_path):
                pass


@pytest.mark.parametrize("code", [4012, 4016, 4017])
async def test_a_server_that_wants_another_encryption_is_told_at_once(
    place: Place, tmp_path: Path, code: int
) -> None:
    place.voice.refusal = code
    with pytest.raises(CallRefused):
        async with visiting(place, tmp_path):
            pass
    assert place.voice.did(0) == 1, "it was tried again"
    assert place.here.guild.voice_client is None
