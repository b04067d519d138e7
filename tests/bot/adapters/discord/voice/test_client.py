"""The client against a voice server: what it hears, and what it survives."""

import asyncio
import os
import socket

import numpy as np
from scenes.calls import Heard, Place, hears, joined, mina_in, opened, pitch, tone
from servers.discord.voice_person import Person

from bot.adapters.discord.voice.rtp import SILENCE


async def test_it_hears_what_is_said(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await place.voice.speaks(mina)
        sound = await hears(place, heard, mina)
        assert 0.2 < np.abs(sound).max() < 0.5
        assert call.encrypted
        assert call.receiver.counts.heard >= 25
    assert place.voice.strange == []


async def test_it_is_told_when_somebody_stops_sending(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard):
        frames = mina.frames(tone(0.5))
        place.voice.says(mina, frames[:20])
        await heard.frames(mina.id, 20)
        assert mina.id not in heard.resting
        place.voice.says(mina, frames[20:])
        await heard.until(lambda: mina.id in heard.resting)
        place.voice.says(mina, mina.frames(tone(0.5))[:20])
        await heard.until(lambda: mina.id not in heard.resting)


async def test_without_encryption_between_people_it_hears_as_well(heard: Heard) -> None:
    async with opened("Mina", dave=0) as place, joined(place, heard) as call:
        mina = mina_in(place)
        mina.plain()
        await place.voice.speaks(mina)
        await hears(place, heard, mina)
        assert not call.encrypted


async def test_what_is_lost_doubled_or_out_of_order_is_put_right(
    place: Place, heard: Heard
) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await place.voice.speaks(mina)
        frames = mina.frames(tone(1.0))
        mixed = [*frames[:5], frames[6], frames[5], frames[6], *frames[7:20]]
        mixed += [*frames[21:30], frames[2], *frames[33:]]
        place.voice.says(mina, mixed)
        sound = await heard.frames(mina.id, 50)
        assert abs(pitch(sound) - 440) < 5
        loudest = np.abs(sound[3200:12_800].reshape(-1, 320)).max(axis=1)
        assert loudest.min() > 0.02, "a hole was not filled"
        counts = call.receiver.counts
        assert (counts.lost, counts.late) == (4, 2)


async def test_who_spoke_before_it_was_told_whose_stream_it_is(place: Place, heard: Heard) -> None:
    """SPEAKING is not told again to who comes later."""
    mina = mina_in(place)
    async with joined(place, heard):
        await hears(place, heard, mina)


async def test_frames_of_an_unknown_stream_wait_for_their_owner(heard: Heard) -> None:
    async with opened("Mina", dave=0) as place, joined(place, heard):
        mina = mina_in(place)
        mina.plain()
        place.voice.says(mina, mina.frames(tone(0.5)))
        await place.voice.speaks(mina)
        assert abs(pitch(await heard.frames(mina.id, 25)) - 440) < 10


async def test_several_speak_at_once_and_are_told_apart(heard: Heard) -> None:
    async with opened("Mina", "Jun") as place, joined(place, heard):
        mina, jun = place.voice.people.values()
        high, low = mina.frames(tone(0.5, 880)), jun.frames(tone(0.5, 300))
        for one, other in zip(high, low, strict=True):
            place.voice.says(mina, [one])
            place.voice.says(jun, [other])
        assert abs(pitch(await heard.frames(mina.id, 25)) - 880) < 10
        assert abs(pitch(await heard.frames(jun.id, 25)) - 300) < 10


async def test_who_comes_and_goes_in_the_middle_of_a_call(place: Place, heard: Heard) -> None:
    """Every change is a new epoch; the companion makes its commit."""
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        before = call.voice_privacy_code
        jun = await place.voice.joins(77, "Jun")
        await hears(place, heard, jun, 300)
        await hears(place, heard, mina)
        assert call.voice_privacy_code != before
        await place.voice.leaves(jun)
        await hears(place, heard, mina)
        assert call.receiver.counts.unopened == 0
    assert place.voice.strange == []


async def test_nobody_is_given_the_keys_who_is_not_in_the_channel(
    place: Place, heard: Heard
) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        stranger = Person(99, "Eve", 9_000)
        await place.voice.group.proposes(stranger)
        await hears(place, heard, mina)
        assert place.voice.group.commits.empty()
        jun = await place.voice.joins(77, "Jun")
        await hears(place, heard, jun, 300)
        assert call.healthy


async def test_a_frame_of_the_epoch_before_may_be_late(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await place.voice.speaks(mina)
        frames = mina.frames(tone(0.5))
        place.voice.says(mina, frames[:10])
        await place.voice.joins(77, "Jun")
        place.voice.says(mina, frames[10:])
        await heard.frames(mina.id, 25)
        assert call.receiver.counts.unopened == 0


async def test_it_speaks_and_everybody_hears(heard: Heard) -> None:
    async with opened("Mina", "Jun") as place, joined(place, heard) as call:
        mina, jun = place.voice.people.values()
        encoded = list(mina.encoded(tone(0.2)))
        for frame in encoded:
            call.send_audio_packet(frame, encode=False)
        await place.voice.until(lambda: len(jun.heard) == 10)
        assert mina.heard == jun.heard == encoded
        assert mina.clear == mina.unopened == 0
        assert abs(pitch(mina.listened(), 48_000) - 440) < 20
    assert place.voice.strange == []


async def test_who_does_not_want_to_be_heard_is_not(heard: Heard) -> None:
    async with opened("Mina", "Jun") as place, joined(place, heard):
        mina, jun = place.voice.people.values()
        heard.deaf_to.add(mina.id)
        place.voice.says(mina, mina.frames(tone(0.5)))  # nobody knows yet whose stream it is
        await place.voice.speaks(mina)
        place.voice.says(mina, mina.frames(tone(0.5)))
        await hears(place, heard, jun)
        assert mina.id not in heard.sound
        heard.deaf_to.clear()
        await hears(place, heard, mina)


async def test_garbage_is_counted_and_nothing_more(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        for size in (0, 1, 2, 11, 12, 30, 200, 1400):
            place.voice.forward(os.urandom(size))
            place.voice.forward(b"\x90\x78" + os.urandom(size))
            place.voice.forward(b"\x80\xc9" + os.urandom(size))
        await place.voice.speaks(mina)
        for frame in (b"\0", os.urandom(80), os.urandom(80) + b"\xfa\xfa"):
            place.voice.says(mina, [(mina.next(), frame)])
        place.voice.says(mina, [(mina.next(), mina.seal(os.urandom(60)))])
        await heard.until(lambda: call.receiver.counts.unopened >= 3)
        await hears(place, heard, mina)
        assert call.healthy


async def test_malformed_frames_change_nothing(place: Place, heard: Heard) -> None:
    mina = mina_in(place)
    async with joined(place, heard) as call:
        for text in (
            "{}",
            "[]",
            "not json",
            '{"op": 5, "d": {}}',
            '{"op": 5, "d": {"user_id": "nobody", "ssrc": null}}',
            '{"op": 21, "d": {"transition_id": 5}}',
            '{"op": 22, "d": {"transition_id": 999}}',
            '{"op": 99, "d": null}',
            '{"op": 13, "d": null}',
        ):
            await place.voice.send_text(text)
        await hears(place, heard, mina)
        jun = await place.voice.joins(77, "Jun")
        await hears(place, heard, jun, 300)
        assert call.healthy


async def test_malformed_frames_of_the_encryption_do_not_make_it_deaf(
    place: Place, heard: Heard
) -> None:
    """discord.py's reader would die of some of them, without a word."""
    mina = mina_in(place)
    async with joined(place, heard) as call:
        for op in (25, 27, 29, 30, 77):
            for body in (b"", b"\0", b"\0\0\5nonsense")[: 2 if op in (29, 30) else 3]:
                await place.voice.send_binary(op, body)
        await hears(place, heard, mina)
        jun = await place.voice.joins(77, "Jun")
        await hears(place, heard, jun, 300)
        assert call.healthy
    assert place.voice.strange == []


async def test_after_a_commit_that_makes_no_sense_it_asks_to_be_taken_in_again(
    place: Place, heard: Heard
) -> None:
    async with joined(place, heard) as call:
        await place.voice.send_binary(29, b"\0\5nonsense")
        await place.voice.until(lambda: place.voice.did(31))
        assert call.healthy


async def test_no_nonce_is_used_twice_though_two_threads_send(place: Place, heard: Heard) -> None:
    async with joined(place, heard) as call:

        def send() -> None:
            for _ in range(100):
                call.send_audio_packet(SILENCE, encode=False)

        await asyncio.gather(asyncio.to_thread(send), asyncio.to_thread(send))
        await place.voice.until(lambda: len(place.voice.packets) == 200)
        assert len({one.sequence for one in place.voice.packets}) == 200
        assert len({one.nonce for one in place.voice.packets}) == 200


async def test_only_the_voice_server_is_heard(place: Place, heard: Heard) -> None:
    """The system itself drops what anybody else sends, whatever it is."""
    mina = mina_in(place)
    async with joined(place, heard) as call:
        await hears(place, heard, mina)
        port = call.state.socket.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(place.voice.sealed(mina.ssrc, 7, os.urandom(40)), ("127.0.0.1", port))
        await hears(place, heard, mina)
        assert call.receiver.counts.unopened == 0
