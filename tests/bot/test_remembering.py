"""What the companion remembers of a person finds its way into the prompt, and only where it may."""

from bot.conversations import Conversations
from bot.dialogue.scripted import Scripted
from bot.events import ChatKey, Degraded, Ended, Incoming, Stage
from bot.memory.memories import Memories
from bot.testing import MemoryStore, ScriptedGenerator, check_grammar
from config.errors import EmbeddingError

HOME = ChatKey(messenger="web", chat="home", person="1")
AWAY = ChatKey(messenger="telegram", chat="1", person="1")


class Silent:
    """An embedder that knows nothing."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def embed(self, texts, /):
        import numpy as np

        if self.error:
            raise self.error
        return np.zeros((len(texts), 4), np.float32)


async def say(companion, text: str, chat: ChatKey = HOME):
    async with companion.turn(Incoming(chat=chat, text=text)) as turn:
        events = [event async for event in turn]
    check_grammar(events)
    assert isinstance(events[-1], Ended)
    return events


async def test_what_was_said_in_another_conversation_is_known(companion_of) -> None:
    store, generator = MemoryStore(), ScriptedGenerator()
    async with Memories(store, Silent()) as memories:
        companion = companion_of(store=store, generator=generator, memories=memories)
        await say(companion, "우리 강아지 이름은 초코야")
        await memories.settled()
        await say(companion, "강아지가 아파", chat=ChatKey(messenger="web", chat="new", person="1"))
        await say(companion, "강아지가 아파", chat=AWAY)
    first, second, stranger = generator.prompts
    assert list(first.memories) == []
    assert [one.text for one in second.memories] == ["강아지 이름은 초코예요."]
    assert list(stranger.memories) == []


async def test_what_the_guard_took_is_never_known(companion_of) -> None:
    store, generator = MemoryStore(), ScriptedGenerator()
    async with Memories(store, Silent()) as memories:
        companion = companion_of(store=store, generator=generator, memories=memories)
        await say(companion, "내 이름은 지민이야. 죽고 싶어")
        await memories.settled()
        assert list(await store.memory.known(HOME)) == []


async def test_a_memory_that_fails_costs_no_answer(companion_of) -> None:
    store = MemoryStore()
    async with Memories(store, Silent(EmbeddingError("x"))) as memories:
        companion = companion_of(store=store, generator=Scripted(), memories=memories)
        await say(companion, "우리 강아지 이름은 초코야")
        await memories.settled()
        events = await say(companion, "강아지가 아파")
    assert not any(isinstance(event, Degraded) and event.stage is Stage.REPLY for event in events)


async def test_who_is_forgotten_meanwhile_leaves_nothing(companion_of) -> None:
    store = MemoryStore()
    async with Memories(store, Silent()) as memories:
        companion = companion_of(store=store, memories=memories)
        async with Conversations(companion, settle=0) as talks:
            await say(companion, "우리 강아지 이름은 초코야")
            async with talks.stilled({HOME.who}):
                await store.forget(HOME.who)
            await memories.settled()
            assert list(await store.memory.known(HOME)) == []
