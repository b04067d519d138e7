"""A call through what breaks it: other servers, other channels, the end."""

import asyncio
from functools import partial

import pytest
from scenes.calls import Heard, Place, hears, joined, mina_in, tone, voice_state

from bot.adapters.discord.voice.client import HearingClient


async def test_it_goes_on_where_encryption_ends_and_comes_back(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        await place.voice.group.downgrade()
        await hears(place, heard, mina)
        assert not call.encrypted
        await place.voice.group.upgrade()
        await place.voice.until(lambda: call.encrypted)
        await hears(place, heard, mina)
        call.send_audio_packet(next(iter(mina.encoded(tone(0.02)))), encode=False)
        await place.voice.until(lambda: mina.heard)
        assert mina.clear == 0


async def test_it_resumes_where_the_server_crashed(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await place.voice.close(4015)
        await place.voice.until(lambda: place.voice.did(7))
        jun = await place.voice.joins(77, "Jun")  # which takes the companion's answer
        await hears(place, heard, mina)
        await hears(place, heard, jun, 300)
        assert call.healthy
        assert place.voice.did(0) == 1


@pytest.mark.parametrize("code", [4006, 4015])
async def test_it_begins_a_new_session_where_the_old_one_is_gone(
    code: int, place: Place, heard: Heard
) -> None:
    mina = mina_in(place)
    place.voice.resumable = False
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        await place.voice.close(code)
        await place.voice.agreed(2)
        await hears(place, heard, mina)
        assert call.healthy
        place.changes_voice_server()
        await place.voice.agreed(3)
        await hears(place, heard, mina)
        assert call.healthy, "the departure that is over was taken for another one"


async def test_it_follows_to_another_voice_server(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        place.changes_voice_server()
        await place.voice.agreed(2)
        await hears(place, heard, mina)
        assert call.healthy


async def test_it_follows_to_another_server_after_the_first_has_closed_the_call(
    place: Place, heard: Heard
) -> None:
    """4014: it was moved, or taken out, or its server went; which of them is told elsewhere."""
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        await place.voice.close(4014)
        place.changes_voice_server()
        await place.voice.agreed(2)
        await hears(place, heard, mina)
        assert call.healthy


async def test_it_follows_to_another_channel_after_the_server_has_closed_the_call(
    place: Place, heard: Heard
) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        await place.voice.close(4014)
        place.enters(place.server.users[mina.id], place.other)
        place.enters(place.server.me, place.other)
        place.changes_voice_server(place.other)
        await place.voice.agreed(2)
        await hears(place, heard, mina)
        assert (heard.moved, heard.ended) == (1, 0)
        assert call.channel.id == place.other.id


async def test_it_is_told_when_it_is_taken_out_after_the_server_has_closed_the_call(
    place: Place, heard: Heard
) -> None:
    async with joined(place, heard) as call:
        await place.voice.close(4014)
        place.enters(place.server.me, None)
        await heard.until(lambda: heard.ended == 1)
        assert not call.healthy


async def test_a_call_that_the_server_has_closed_is_not_well(place: Place, heard: Heard) -> None:
    """Nothing else may ever be told of it."""
    async with joined(place, heard) as call:
        await place.voice.close(4014)
        async with asyncio.timeout(60):
            while call.healthy:  # noqa: ASYNC110 - nobody tells when the library has seen it
                await asyncio.sleep(0.01)


async def test_a_call_whose_socket_nobody_reads_is_not_well(place: Place, heard: Heard) -> None:
    async with joined(place, heard) as call:
        assert call.healthy
        call.state.let_go()
        await asyncio.to_thread(call.state._socket_reader.join)
        assert not call.healthy


async def test_it_is_told_when_it_is_taken_out(place: Place, heard: Heard) -> None:
    async with joined(place, heard) as call:
        place.enters(place.server.me, None)
        await heard.until(lambda: heard.ended == 1)
        assert not call.healthy


async def test_the_late_answer_to_an_earlier_departure_does_not_end_a_call(
    place: Place, heard: Heard
) -> None:
    """Who leaves and enters anew at once is told of the departure when it is entering."""
    mina = mina_in(place)
    async with asyncio.TaskGroup() as tasks:
        entering = tasks.create_task(
            place.here.connect(cls=partial(HearingClient, ears=heard.ears), self_deaf=False)
        )
        while not place.here.guild.voice_client:  # noqa: ASYNC110 - it is asking to enter
            await asyncio.sleep(0)
        place.server.tell("VOICE_STATE_UPDATE", voice_state(place.guild, place.server.me, None))
    call = entering.result()
    await place.voice.until(lambda: call.encrypted)
    await hears(place, heard, mina)
    assert heard.ended == 0
    await call.disconnect(force=True)


class Anxious(HearingClient):
    """Sends what keeps a call alive without a pause."""

    keepalive = 0.0


async def test_a_call_in_which_nobody_speaks_is_kept_alive(place: Place, heard: Heard) -> None:
    """Discord sends nothing any more to whom it has not heard of for a minute or more."""
    async with joined(place, heard, cls=Anxious):
        await place.voice.until(lambda: place.voice.keepalives >= 2)
    assert place.voice.packets == [] == place.voice.strange
