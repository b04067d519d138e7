"""How long a call on Discord takes to answer and to fall silent, and what listening costs:
`python bench/discord.py [FILE…]`.

Discord is played by `tests/servers` in the same process, the person by Discord's own libdave, in
real time; whisper-base hears, the scripted voice writes, eSpeak NG speaks. Files are recordings of
sentences; without them, English from eSpeak NG is heard.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
# This folder comes last: in it, `discord` is this file.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]
sys.path.append(str(ROOT / "bench"))

from material.voices import STORY, said  # noqa: E402
from material.whisper_base import whisper_base  # noqa: E402
from scenes.backends import Humming  # noqa: E402
from scenes.calls import RATE, opened  # noqa: E402
from scenes.visits import Visit, Words, visiting  # noqa: E402
from servers.discord.voice_person import Person  # noqa: E402

from bot.adapters.discord.voice.rooms import GAP  # noqa: E402
from bot.adapters.discord.voice.rtp import SILENCE  # noqa: E402
from bot.dialogue.scripted import Scripted  # noqa: E402
from speech.audio import Audio  # noqa: E402
from speech.decoding import decode  # noqa: E402
from speech.espeak import Espeak  # noqa: E402
from speech.live.ear import LiveEar  # noqa: E402
from speech.samples import Samples  # noqa: E402
from speech.voice import Voice  # noqa: E402
from speech.whisper import Whisper  # noqa: E402

TURNS = 20
LATENCY, SILENCED, LISTENING = (1.5, 2.5), 0.2, 0.03
"""Seconds to the first packet (median, 95 of 100), seconds to silence, share of a core."""
FRAME = 0.02
NAMES = ("Mina", "Jun", "Sora")
LISTENED, WARM = 20, 100
"""Seconds of speech, and the frames of it that are not measured."""
TOLD, ALONE = 90.0, 10.0
"""Seconds that the companion speaks into it, and those of them in which nobody else does."""


async def main() -> None:
    logging.disable(logging.ERROR)
    spoken = [trimmed(one) for one in await sentences()]
    answered, silenced, stages = await talked(spoken)
    told("end of speech to first packet", answered)
    told("barge-in to silence", silenced)
    for stage, seconds in stages.items():
        told(f"  {stage}", seconds)
    alone = await listened(np.concatenate(spoken), 1)
    among_three = await listened(np.concatenate(spoken), 3) / 3
    while_told = await listened(np.concatenate(spoken), 3, told=TOLD) / 3
    print(f"listening to one speaker       {100 * alone:6.2f} % of a core")
    print(f"to three at once, each         {100 * among_three:6.2f} %")
    print(f"  while the companion speaks   {100 * while_told:6.2f} %")
    if (
        np.median(answered) > LATENCY[0]
        or np.percentile(answered, 95) > LATENCY[1]
        or np.percentile(silenced, 95) > SILENCED
        or max(alone, among_three, while_told) > LISTENING
    ):
        raise SystemExit("over the budget")


async def talked(spoken: list[Samples]) -> tuple[list[float], list[float], dict[str, list[float]]]:
    """A talk in which every sentence interrupts the answer to the one before."""
    answered: list[float] = []
    silenced: list[float] = []
    stages: dict[str, list[float]] = {}
    async with AsyncExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        base = stack.enter_context(whisper_base())
        whisper = await stack.enter_async_context(Whisper(str(base)))
        voice = Voice([await stack.enter_async_context(Espeak())])
        await whisper.hear(spoken[0][:: RATE // 16_000])  # which loads it
        place = await stack.enter_async_context(opened("Mina"))
        (mina,) = place.voice.people.values()
        visit = await stack.enter_async_context(
            visiting(
                place,
                Path(home),
                voice=voice,
                writer=Scripted(),
                ear=lambda: LiveEar(whisper, gap=GAP),
            )
        )
        await visit.greeted(mina)
        for turn in range(TURNS):
            playing = turn > 0
            began = await speak(visit, mina, spoken[turn % len(spoken)])
            ended = time.monotonic()
            if playing:
                silenced.append(last_sound(visit, before=ended) - began)
            answered.append(await next_sound(visit, after=ended) - ended)
            await mina.hears(25)
            for stage, seconds in visit.status.latency:
                stages.setdefault(stage, []).append(seconds)
    return answered, [max(0.0, one) for one in silenced], stages


async def speak(visit: Visit, person: Person, sound: Samples) -> float:
    """Let *person* speak in real time; when they began."""
    frames = await asyncio.to_thread(person.frames, sound)
    began = time.monotonic()
    for number, frame in enumerate(frames):
        await asyncio.sleep(began + number * FRAME - time.monotonic())
        visit.voice.says(person, [frame])
    return began


def last_sound(visit: Visit, *, before: float) -> float:
    """When the companion's last packet with sound in it came."""
    return max(
        one.at for one in visit.voice.packets if len(one.frame) > len(SILENCE) and one.at < before
    )


async def next_sound(visit: Visit, *, after: float) -> float:
    """When its next one comes."""

    def found() -> list[float]:
        return [
            one.at
            for one in visit.voice.packets
            if len(one.frame) > len(SILENCE) and one.at > after
        ]

    await visit.voice.until(found)
    return found()[0]


async def listened(sound: Samples, people: int, *, told: float = 0.0) -> float:
    """The share of a core that it takes to hear that many who never stop speaking, in real time:
    from the packets on the socket to what an ear tells; the transcriber is left out.

    *told*: the seconds that the companion speaks, whom nobody of several can interrupt then. What
    its speaking takes is left out.
    """
    sound = np.tile(sound, 1 + round(LISTENED * RATE / len(sound)))[: LISTENED * RATE]
    deaf = Words(*[""] * 1000)
    with tempfile.TemporaryDirectory() as home:
        async with (
            opened(*NAMES[:people]) as place,
            visiting(
                place,
                Path(home),
                voice=Humming(told or 0.2),
                ear=lambda: LiveEar(deaf, gap=GAP),
                tick=1.0,
            ) as visit,
        ):
            speakers = list(place.voice.people.values())
            await (speakers[0].hears(1) if told else visit.greeted(speakers[0]))
            packets = [
                [place.voice.sealed(speaker.ssrc, *one) for one in speaker.frames(sound)]
                for speaker in speakers
            ]
            ticks = list(zip(*packets, strict=True))
            warm, measured = ticks[:WARM], ticks[WARM:]
            await asyncio.to_thread(send, place.voice.forward, warm)
            await heard(visit, people * len(warm))
            await asyncio.sleep(3.0)  # a pause, after which all networks are loaded
            idle = await busy(asyncio.sleep(ALONE, 0.0)) if told else 0.0
            share = await busy(spoken_on(visit, measured))
            if told and not visit.telling:
                raise SystemExit("the companion has fallen silent")
            return share - idle


async def spoken_on(visit: Visit, ticks: Sequence[Sequence[bytes]]) -> float:
    """Send *ticks* and return when they were heard; the seconds that sending took."""
    before = visit.status.frames
    spent = await asyncio.to_thread(send, visit.voice.forward, ticks)
    await heard(visit, before + sum(map(len, ticks)))
    return spent


async def busy(work: Awaitable[float]) -> float:
    """The share of a core that is taken during *work*, less the seconds that this tells."""
    began, started = time.monotonic(), time.process_time()
    spent = await work
    return (time.process_time() - started - spent) / (time.monotonic() - began)


async def heard(visit: Visit, frames: int) -> None:
    """Return when that many frames were heard, looking seldom: looking costs, too."""
    while visit.status.frames < frames:  # noqa: ASYNC110
        await asyncio.sleep(0.1)


def send(wire: Callable[[bytes], None], ticks: Sequence[Sequence[bytes]]) -> float:
    """Send what everybody says every 20 ms, on a thread of its own; its seconds of the core's time."""
    began, spent = time.monotonic(), time.thread_time()
    for number, packets in enumerate(ticks):
        time.sleep(max(0.0, began + number * FRAME - time.monotonic()))
        for packet in packets:
            wire(packet)
    return time.thread_time() - spent


async def sentences() -> list[Samples]:
    """What the person says, 48 kHz."""
    if files := sys.argv[1:]:
        recorded = [Audio(await asyncio.to_thread(Path(one).read_bytes), "") for one in files]
        return [decode(one, rate=RATE) for one in recorded]
    return await said(STORY, rate=RATE)


def trimmed(sound: Samples) -> Samples:
    """*sound* without the silence around it, so that its end is the end of speech."""
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    return sound[loud[0] : loud[-1]]


def told(what: str, seconds: list[float]) -> None:
    p50, p95 = np.percentile(seconds, [50, 95])
    print(f"{what:<31}p50 {p50:5.2f} s  p95 {p95:5.2f} s  ({len(seconds)})")


if __name__ == "__main__":
    asyncio.run(main())
