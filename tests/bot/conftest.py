"""A companion on scripted backends."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.companion import Companion
from bot.parts import Parts
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
)
from config.personas import Persona, known_personas


@pytest.fixture
def parts() -> Parts:
    return Parts(
        transcriber=ScriptedTranscriber(),
        classifier=ScriptedClassifier(),
        guard=Guard(),
        answers=Answers(country="KR"),
        generator=ScriptedGenerator(),
        synthesizer=ScriptedSynthesizer(),
        renderer=ScriptedRenderer(),
        store=MemoryStore(),
    )


@pytest.fixture(scope="session")
def shipped() -> Mapping[str, Persona]:
    """The personas that maum comes with, by key."""
    return {one.key: one for one in known_personas(Path("there is none"))}


@pytest.fixture
def companion_of(parts: Parts, shipped: Mapping[str, Persona]) -> Callable[..., Companion]:
    """Builds a companion from scripted parts, some of them replaced."""

    def build(**changed: object) -> Companion:
        return Companion(
            replace(parts, **changed),  # type: ignore[arg-type]
            persona=shipped["maum"],
            personas=tuple(shipped.values()),
        )

    return build
