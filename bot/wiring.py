"""From settings to a running companion: the one place that builds every part."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from avatars.protocols import AvatarRenderer
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.care.opinion import Opinions
from bot.care.safeguards import Safeguards
from bot.checkins import Checkins
from bot.companion import Companion
from bot.conversations import Conversations
from bot.dialogue.chain import Chain
from bot.memory.memories import Distiller, Memories
from bot.meter import Meter
from bot.parts import Parts
from bot.protocols import Embedder, EmotionClassifier, ReplyGenerator, Store
from bot.retention import Retention
from bot.store.spare import store_or_spare
from config.backends import build
from config.helplines import load_helplines
from config.personas import known_personas, persona
from config.settings import Settings
from speech.ears import Ears
from speech.protocols import Synthesizer, Transcriber
from speech.voice import Voice

T = TypeVar("T")

_KINDS = {"transcriber", "classifier", "generator", "synthesizer", "renderer", "store", "embedder"}
"""Below ``[backends.<name>]``: options for the backend of that name and this kind alone."""

_OWN_EMBEDDER = "embedded"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Builds the parts that *settings* name; a context manager among them is entered by `opened`."""

    settings: Settings

    def transcribers(self) -> list[Transcriber]:
        """What hears, in the order of the chain."""
        return [self.build("transcribers", spec) for spec in self.settings.transcriber]

    def classifier(self) -> EmotionClassifier:
        """What reads the emotion."""
        return cast(EmotionClassifier, self.build("classifiers", self.settings.classifier))

    def generators(self, embedder: Embedder | None = None) -> list[ReplyGenerator]:
        """What writes, in the order of the chain.

        *embedder* is what finds memories. The scripted voice uses it too if it is the one that its
        lines come with, for which they are ready; else it has that one beside it. It has one network
        each for its responses, its tellings and the choice among them.
        """
        openai, specs = self.settings.openai, self.settings.generator
        if not (openai.api_key or openai.base_url):
            offline = [spec for spec in specs if spec.partition(":")[0] != "openai"]
            specs = tuple(offline) or specs
        # Whatever fails or refuses, nobody is left without words.
        own = embedder if self.settings.embedder == _OWN_EMBEDDER else None
        offered = {
            "embedder": own or self.build("embedders", _OWN_EMBEDDER),
            "paraphraser": self.build("embedders", _OWN_EMBEDDER, network="paraphrase"),
            "teller": self.build("embedders", _OWN_EMBEDDER, network="telling"),
            "reranker": self.build("embedders", _OWN_EMBEDDER, network="reranker"),
        }
        return [
            self.build("generators", spec, **offered)
            for spec in dict.fromkeys((*specs, "scripted"))
        ]

    def synthesizers(self) -> list[Synthesizer]:
        """What speaks, in the order of the chain."""
        return [self.build("synthesizers", spec) for spec in self.settings.synthesizer]

    def renderer(self) -> AvatarRenderer:
        """What draws the face."""
        return cast(AvatarRenderer, self.build("renderers", "avataaars"))

    def embedder(self) -> Embedder:
        """What finds memories."""
        return cast(Embedder, self.build("embedders", self.settings.embedder))

    def memories(
        self, store: Store, embedder: Embedder, distiller: Distiller | None
    ) -> Memories | None:
        """What is known of people; None where the settings want nothing to be learned."""
        if not self.settings.memory.learn:
            return None
        return Memories(
            store,
            embedder,
            space=self.settings.embedder,
            within=self.settings.conversation.history,
            distiller=distiller,
        )

    def distiller(self) -> Distiller | None:
        """The model that learns beside the rules: that of the chain's first ``openai``, if any."""
        openai = self.settings.openai
        models = [spec.partition(":") for spec in self.settings.generator]
        model = next((model for name, _, model in models if name == "openai"), None)
        wanted = self.settings.memory.model and (openai.api_key or openai.base_url)
        if model is None or not wanted:
            return None
        from bot.memory.distiller import OpenAIDistiller

        return OpenAIDistiller(model, api_key=openai.api_key, base_url=openai.base_url)

    def store(self, url: str | None = None) -> Store:
        """What keeps the conversations, at *url* in place of the setting."""
        return cast(Store, self.build("stores", "sqlite", url=url or self.settings.database_url))

    def opened_store(self, url: str) -> AbstractAsyncContextManager[Store]:
        """The store at *url*, open while the block is."""
        return opened(self.store(url))

    def answers(self) -> Answers:
        """The guard's own texts."""
        return Answers(country=self.settings.country, home=self.settings.folder)

    def build(self, kind: str, spec: str, **given: Any) -> Any:
        """The backend that *spec* names, for example of kind ``transcribers``; not entered.

        *given* stands in for the program's values of that name.
        """
        named = self.settings.backends.get(spec.partition(":")[0], {})
        shared = {key: value for key, value in named.items() if key not in _KINDS}
        options = shared | named.get(kind.removesuffix("s"), {})
        return build(f"maum.{kind}", spec, options=options, offered={**self._offered(), **given})

    def _offered(self) -> Mapping[str, Any]:
        settings = self.settings
        return {
            "languages": settings.language,
            "home": settings.folder,
            "threads": settings.threads,
            "longest": settings.hearing.longest,
            "url": settings.database_url,
            "api_key": settings.openai.api_key,
            "base_url": settings.openai.base_url,
        }


@asynccontextmanager
async def opened(part: Any) -> AsyncIterator[Any]:
    """*part*, entered if it is an async context manager; a list is entered one by one."""
    async with AsyncExitStack() as stack:
        for one in part if isinstance(part, list) else [part]:
            if hasattr(one, "__aenter__"):
                await stack.enter_async_context(one)
        yield part


@asynccontextmanager
async def _uncollected() -> AsyncIterator[None]:
    """Nothing of what is loaded is garbage: looking through it would take a sixth of the start.

    Whoever has loaded all enables the collector again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@asynccontextmanager
async def _beside(work: Callable[[], T]) -> AsyncIterator["asyncio.Task[T]"]:
    """*work*, in a thread while the block goes on; it has ended when the block is left."""
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        yield task
    finally:
        await asyncio.wait([task])


@asynccontextmanager
async def companion(settings: Settings) -> AsyncIterator[Companion]:
    """A companion with all its parts loaded; they are freed when the block is left."""
    async with _uncollected(), _loaded(settings) as one:
        gc.enable()
        yield one


@asynccontextmanager
async def _loaded(settings: Settings) -> AsyncIterator[Companion]:
    wiring, own = Wiring(settings), settings.folder / "personas"
    who = persona(settings.persona, own=own)
    # All are built before the first is loaded: a mistyped setting is told at once.
    embedder, distiller = wiring.embedder(), wiring.distiller()
    transcribers, generators = wiring.transcribers(), wiring.generators(embedder)
    synthesizers, classifier = wiring.synthesizers(), wiring.classifier()
    renderer, answers = wiring.renderer(), wiring.answers()
    meter = Meter(settings.folder / "usage.json")
    loaded = [meter, classifier, renderer, *transcribers, *generators, *synthesizers]
    opinions = Opinions()
    sound = store_or_spare(wiring.opened_store, settings.database_url, folder=settings.folder)
    async with (
        opened(embedder),
        _beside(lambda: Guard(opinions)) as guarding,
        sound as store,
        opened(loaded),
        Retention(store, days=settings.memory.days),
        opened(distiller),
        opened(wiring.memories(store, embedder, distiller)) as known,
        opinions,  # last: they are loaded while the first message is being written
    ):
        parts = Parts(
            guard=await guarding,
            answers=answers,
            store=store,
            classifier=classifier,
            transcriber=Ears(transcribers),
            generator=Chain(generators),
            synthesizer=Voice(
                synthesizers,
                room=settings.speaking.memory * 2**20,
                helplines=load_helplines(settings.folder),
            ),
            renderer=renderer,
            memories=known,
        )
        yield Companion(
            parts,
            persona=who,
            personas=known_personas(own),
            languages=settings.language,
            recall=settings.conversation.history,
            longest_text=settings.conversation.longest_text,
            meter=meter,
            safeguards=Safeguards.of(
                settings.folder, policies=settings.care.policy, minors=settings.care.minors
            ),
        )


@asynccontextmanager
async def conversations(
    settings: Settings, *, settle: float | None = None
) -> AsyncIterator[Conversations]:
    """The conversations of a companion; *settle* stands in for the setting of that name."""
    seconds = settings.conversation.settle if settle is None else settle
    chosen = settings.checkin
    async with (
        companion(settings) as one,
        Checkins(one, quiet=chosen.quiet, daily=chosen.daily) as checkins,
        Conversations(one, settle=seconds, checkins=checkins) as all_of_them,
    ):
        yield all_of_them
