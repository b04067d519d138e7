"""What the companion says in a call, and what is written of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from scenes.backends import Humming, Introduced, Painting

from bot.adapters.discord.voice.mouth import Mouth
from bot.adapters.discord.voice.telling import Telling
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import Cared, ChatKey, Delta, Ended, Failed, Level, Replied
from bot.parts import Parts
from bot.testing import ScriptedClassifier, ScriptedGenerator, ScriptedTranscriber
from config.errors import ReplyError
from config.personas import persona

MINA = 7
HELP = "많이 힘들었겠어요. 109에 전화해 주세요."


@dataclass
class Silent:
    """A channel out of which nothing is heard."""

    id: int = 1
    people: Mapping[int, str] = field(default_factory=lambda: {MINA: "Mina"})
    call: None = None
    told: list[tuple[str, int | None]] = field(default_factory=list)

    def tell(self, text: str, /, *, person: int | None = None, otherwise: str = "") -> None:
        self.told.append((text, person))


@pytest.fixture
def place() -> Silent:
    return Silent()


@pytest.fixture
def telling() -> Telling:
    chat = ChatKey(messenger="discord", chat="1", person=str(MINA), shared=True)
    return Telling(MINA, chat, "ko", id_="m1")


@pytest.fixture
async def mouth(place: Silent, telling: Telling) -> Mouth:
    parts = Parts(
        transcriber=ScriptedTranscriber(),
        classifier=ScriptedClassifier(),
        guard=Guard(),
        answers=Answers(country="KR"),
        generator=ScriptedGenerator(),
        synthesizer=Humming(),
        renderer=Painting(),
        store=Introduced(),
    )
    talks = Conversations(Companion(parts, persona=persona("maum")))
    made = Mouth(place, talks, name="마음", language="ko", captions=False, told=lambda _: None)
    made.telling = telling
    return made


async def test_help_is_written_to_the_person_once(
    mouth: Mouth, place: Silent, telling: Telling
) -> None:
    for event in (Cared(Level.EXPLICIT), Delta(HELP), Replied(HELP), Ended()):
        await mouth.deliver(telling, event)
    assert place.told == [(HELP, MINA)]


@pytest.mark.parametrize("fails", [False, True])
async def test_help_that_is_broken_off_is_written_all_the_same(
    mouth: Mouth, place: Silent, telling: Telling, fails: bool
) -> None:
    for event in (Cared(Level.EXPLICIT), Delta(HELP)):
        await mouth.deliver(telling, event)
    if fails:
        await mouth.deliver(telling, Failed(ReplyError.code))
    else:
        await mouth.stop()
    assert (HELP, MINA) in place.told
    assert all(HELP not in text or person == MINA for text, person in place.told)


async def test_what_somebody_broke_off_is_not_written(
    mouth: Mouth, place: Silent, telling: Telling
) -> None:
    await mouth.deliver(telling, Delta("그랬구나."))
    await mouth.stop()
    await mouth.deliver(telling, Replied("그랬구나."))
    assert place.told == []
