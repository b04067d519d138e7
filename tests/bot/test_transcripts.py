"""Golden transcripts: what a turn says, event by event, in ``tests/transcripts``.

``pytest tests/bot/test_transcripts.py --golden`` writes them anew; read what changed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.companion import Companion
from bot.events import ChatKey, Incoming, as_json
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
    played,
)
from config.errors import AvatarError, EmotionError, NoVoice, NoWeights, ReplyError, StoreError
from speech.audio import Audio

FOLDER = Path(__file__).parents[1] / "transcripts"
CHAT = ChatKey(messenger="test", chat="1", person="1")
VOICE = Audio(b"a voice message", "audio/ogg")


@dataclass
class Scene:
    """One message to a companion on scripted parts."""

    text: str = "면접에서 떨어졌어"
    voice: Audio | None = None
    speak: bool = False
    met: bool = True
    parts: Mapping[str, object] = field(default_factory=dict)


SCENES = {
    "first-contact": Scene("안녕", met=False),
    "told": Scene(),
    "told-in-english": Scene("I failed my interview"),
    "told-aloud": Scene(voice=VOICE, speak=True),
    "desperate": Scene("죽고 싶어", speak=True),
    "desperate-with-every-part-down": Scene(
        "죽고 싶어",
        speak=True,
        parts={
            "classifier": ScriptedClassifier(error=EmotionError()),
            "generator": ScriptedGenerator(error=ReplyError()),
            "synthesizer": ScriptedSynthesizer(error=NoVoice()),
            "renderer": ScriptedRenderer(error=AvatarError()),
            "store": MemoryStore(error=StoreError()),
        },
    ),
    "without-a-voice": Scene(
        speak=True, parts={"synthesizer": ScriptedSynthesizer(error=NoVoice())}
    ),
    "without-ears": Scene(
        voice=VOICE, parts={"transcriber": ScriptedTranscriber(error=NoWeights())}
    ),
    "broken-off": Scene(
        parts={"generator": ScriptedGenerator(["그랬", "구나"], error=ReplyError())}
    ),
}


@pytest.mark.parametrize("name", SCENES)
async def test_a_scene_plays_as_written(
    name: str, companion_of: Callable[..., Companion], pytestconfig: pytest.Config
) -> None:
    scene, store = SCENES[name], MemoryStore()
    if scene.met:
        await store.meet(CHAT)
    companion = companion_of(**{"store": store, **scene.parts})
    incoming = Incoming(chat=CHAT, text=scene.text, voice=scene.voice, speak=scene.speak)
    events = [as_json(event) for event in await played(companion.turn(incoming))]
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
    golden = FOLDER / f"{name}.jsonl"
    if pytestconfig.getoption("--golden"):
        golden.write_text(lines, "utf-8")
    assert lines == golden.read_text("utf-8")


def test_every_transcript_has_its_scene() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(SCENES)
