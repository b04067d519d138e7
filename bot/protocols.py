"""What the companion needs from its backends."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from bot.events import ChatKey, Degraded, Incoming, Level, TurnEvent
from config.moods import Mood
from config.personas import Persona

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What a classifier makes of one text; the probabilities need not sum to 1."""

    labels: Mapping[str, float]
    """Fine labels, every one of which ``moods.toml`` knows."""
    moods: Mapping[Mood, float] = field(default_factory=dict)
    """The moods themselves, from a classifier that was trained on them; else empty."""
    polarity: float | None = None
    """From −1 to 1; None from a classifier that has none."""


class EmotionClassifier(Protocol):
    """Reads the emotion of one message."""

    async def classify(self, text: str, /) -> Scores:
        """The scores of *text*, which is not empty; raises `EmotionError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a classifier reads one text as it does."""

    scores: Scores
    """As `EmotionClassifier.classify` has them."""
    words: Sequence[tuple[str, Mapping[Mood, float]]]
    """Words of the text in its order, each with how much it speaks for every mood: the log-odds
    of the mood with the word less those without it, in nats. Of a long text only those of the
    part that is most like the whole; of one word none."""


@runtime_checkable
class Explainer(Protocol):
    """What a classifier may be as well: one that tells which words it goes by."""

    async def explain(self, text: str, /) -> Explanation:
        """The explanation of *text*, which is not empty; raises `EmotionError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One past line of a conversation."""

    speaker: str
    """``user`` or ``companion``."""
    text: str
    at: datetime
    """With time zone."""
    mood: Mood | None = None
    level: Level = Level.NONE
    source: str = ""
    """What it came from, if that is known: `Incoming.id`, or `reply_source` of it."""


def reply_source(id_: str, /) -> str:
    """The `Line.source` of the reply to the message *id_*; empty if that is."""
    return f"{id_}/reply" if id_ else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says about a reading: that *text* meant another mood."""

    text: str
    read: Mood
    meant: Mood
    at: datetime
    """With time zone."""


class Kind(StrEnum):
    """What a memory is about."""

    NAME = "name"
    """What the person is called."""
    PERSON = "person"
    """Somebody around them."""
    PET = "pet"
    WORK = "work"
    """What they do or study."""
    HOME = "home"
    """Where they live."""
    LIKE = "like"
    DISLIKE = "dislike"
    PLAN = "plan"
    """Something to come."""
    EPISODE = "episode"
    """Something that happened to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Something about a person that they said themselves."""

    kind: Kind
    value: str
    """The thing itself in their words: a name, “동생”, “면접”."""
    text: str
    """The whole as a short sentence, in the language in which it was said."""
    at: datetime
    """When it was said, with time zone."""
    day: date | None = None
    """The day that it is about, if one was said."""
    mood: Mood | None = None
    """The mood of the message that it comes from."""
    source: str = ""
    """The `Line.source` of that message."""
    number: int = 0
    """The store's name for it; 0 until it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Everything a generator may use to write the next reply."""

    message: str
    language: str
    """``ko`` or ``en``."""
    mood: Mood
    tone: str
    """A key of ``[tones]`` in ``moods.toml``."""
    persona: Persona
    history: Sequence[Line] = ()
    """Oldest first, without *message*."""
    scene: str = ""
    """Where *message* was said, and who else is there and spoke."""
    summary: str = ""
    """What was said before *history*, in short; the person's and the companion's words."""
    memories: Sequence[Memory] = ()
    """What is known of the person and may matter now, the most fitting first."""
    level: Level = Level.NONE
    """The highest level of the recent turns; above none, only the caring tone is right."""
    at: datetime | None = None
    """When it is written, in the person's own time; None leaves the time out of it."""
    corrected: bool = False
    """Whether *message* says that the last reading was wrong, and *mood* is what it names."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a reply took of a language model that is paid for."""

    tokens: int
    """Read and written."""


class ReplyGenerator(Protocol):
    """Writes the next reply, piece by piece."""

    def reply(self, prompt: Prompt, /) -> AsyncGenerator[str | Degraded | Used, None]:
        """Pieces of the reply as they are written; raises `ReplyError`.

        A generator that had to fall back says so with a `Degraded` and goes on; one that is paid
        for says at the end what was `Used`.
        """
        ...


class Embedder(Protocol):
    """Says which texts are about the same thing."""

    async def embed(self, texts: Sequence[str], /) -> "Vectors":
        """Unit vectors, (texts, width): the product of two is their cosine.

        Raises `EmbeddingError`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Who is known, without any of their words."""

    who: str
    """``messenger:id``."""
    messages: int
    """How many lines are their own."""
    first: datetime
    last: datetime


class Speaking(StrEnum):
    """When a person wants to be answered aloud."""

    AUTO = "auto"
    """When they spoke themselves."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose for themselves."""

    speaking: Speaking | None = None
    """None until they choose."""
    remembering: bool = True
    """Whether anything is learned about them and recalled."""
    persona: str = ""
    """The key of whom they talk to; empty until they choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """That a mood was read, without the words."""

    at: datetime
    """With time zone."""
    mood: Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A line with the store's number for it, which grows with every line."""

    number: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was said in a conversation up to a line, in short."""

    text: str
    until: int
    """The number of the last line in it."""


class LongMemory(Protocol):
    """Keeps what was learned about people. Every method raises `StoreError`.

    A memory lives as long as the line that it was learned from. What was learned where others
    read along may be known everywhere, but there nothing else is known.
    """

    async def unread(self, chat: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        """The lines that nothing was learned from yet, oldest first."""
        ...

    async def learn(self, chat: ChatKey, /, *found: tuple[int, Memory], read: int) -> None:
        """Keep memories, each with the number of its line; the lines up to *read* are read.

        A memory takes the place of one of the same kind and value, and one of the person's name
        or home that of any other. If its line is gone meanwhile, it is not kept.
        """
        ...

    async def known(self, chat: ChatKey, /) -> Sequence[Memory]:
        """What may be spoken of in *chat*, newest first."""
        ...

    async def vectors(self, space: str, /, *numbers: int) -> "Mapping[int, Vectors]":
        """The vectors in *space* of those memories that have one, by number."""
        ...

    async def place(self, space: str, vectors: "Mapping[int, Vectors]", /) -> None:
        """Keep the vectors of memories, by number, in place of those before."""
        ...

    async def revise(self, who: str, number: int, text: str, /) -> bool:
        """Let a memory of *who* say *text*; whether there was one of that number."""
        ...

    async def drop(self, who: str, number: int, /, *, with_line: bool = False) -> bool:
        """Delete a memory of *who* beyond recovery; whether there was one of that number.

        *with_line* deletes the line that it comes from as well, with all that was learned from it.
        """
        ...

    async def summaries(self, who: str, /) -> Sequence[str]:
        """The texts of all summaries of what *who* said."""
        ...

    async def summary(self, chat: ChatKey, /) -> Summary | None:
        """The summary of the conversation since it last began anew."""
        ...

    async def unsummarised(self, chat: ChatKey, /, *, but: int) -> Sequence[Numbered]:
        """The lines behind the summary without the newest *but*, oldest first."""
        ...

    async def summarise(self, chat: ChatKey, summary: Summary, /) -> None:
        """Keep *summary* in place of the one before, unless its last line is gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """That a person wants to be asked how they are."""

    chat: ChatKey
    """Where."""
    hours: tuple[int, ...]
    """When, on this machine's clock, 0 to 23."""
    language: str
    last: datetime | None = None
    """When they were asked last."""


class Caller(Protocol):
    """What an adapter registers with `Checkins.callers` if it can speak first."""

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text* in *chat*, where nobody has just spoken; raises `MessengerError`."""
        ...


class Doors(Protocol):
    """Which accounts are one person's. Every method raises `StoreError`."""

    async def offer(self, chat: ChatKey, code: str, /, *, expires: datetime) -> None:
        """Let whoever says *code* until then be the person of *chat*; an earlier code is void."""
        ...

    async def open(self, chat: ChatKey, code: str, /) -> Sequence[str]:
        """Let the person of *chat* be the one who was offered *code*; all their accounts then.

        The two conversations become one, and so do memories, corrections and choices; where both
        chose, the choice of the one who was offered the code counts. Empty, and nothing is done,
        if no such code holds or they are one person already. A code holds once.
        """
        ...

    async def close(self, chat: ChatKey, /) -> bool:
        """Let the account of *chat* be a person of its own; false if it is one.

        What was said, learned and corrected so far stays with the other accounts; what the person
        chose holds for both.
        """
        ...

    async def known(self, who: str, /) -> Sequence[str]:
        """All accounts of the person, ``messenger:id``."""
        ...


@runtime_checkable
class Linkable(Protocol):
    """What a store may be as well: one that knows a person on several messengers."""

    @property
    def doors(self) -> Doors:
        """Which accounts are one person's."""
        ...


class Store(Protocol):
    """Keeps conversations and what people chose. Every method raises `StoreError`."""

    @property
    def memory(self) -> LongMemory:
        """What was learned about people."""
        ...

    @property
    def inbox(self) -> "Inbox":
        """What messengers told and is not answered yet."""
        ...

    async def history(self, chat: ChatKey, /, *, limit: int) -> Sequence[Line]:
        """The newest *limit* lines since the conversation last began anew, oldest first."""
        ...

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        """Keep *lines*; when this returns they survive a crash.

        A line with the ``source`` of an earlier one of *chat* takes its place.
        """
        ...

    async def begin_anew(self, chat: ChatKey, /) -> None:
        """From now on `history` begins here; nothing is deleted."""
        ...

    async def meet(self, chat: ChatKey, /) -> bool:
        """Note that the person has been told that maum is an AI; true the first time."""
        ...

    async def people(self) -> Sequence[Acquaintance]:
        """Everybody known, latest first."""
        ...

    async def lines(self, who: str, /) -> Sequence[Line]:
        """All lines of the conversations of *who*, oldest first."""
        ...

    async def readings(self, who: str, /, *, since: datetime) -> Sequence[Reading]:
        """The moods of *who* from *since* on, oldest first, but for turns that the guard took."""
        ...

    async def preferences(self, who: str, /) -> Preferences:
        """What *who* chose; nothing of somebody unknown."""
        ...

    async def prefer(self, chat: ChatKey, preferences: Preferences, /) -> None:
        """Keep *preferences* in place of those before."""
        ...

    async def corrections(self, who: str, /, *, limit: int | None = None) -> Sequence[Correction]:
        """The newest *limit* corrections of *who*, or all, newest first."""
        ...

    async def checkins(self) -> Sequence[Checkin]:
        """All that people asked for."""
        ...

    async def check_in(self, checkin: Checkin, /) -> None:
        """Keep *checkin* in place of the person's one before; without hours only delete that."""
        ...

    async def correct(self, chat: ChatKey, correction: Correction, /) -> None:
        """Keep *correction*; the newest line of the person that it is about takes its mood."""
        ...

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        """Delete all that is kept of *who* beyond recovery; how many lines there were.

        What waits in the inbox goes with it. With *since* only what was said from then on is
        deleted, with all that was made of it.
        """
        ...

    async def expire(self, *, before: datetime) -> int:
        """Delete what anybody said *before*, with all that was made of it; how many lines."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One update of a messenger, kept until it is answered."""

    chat: ChatKey
    """Letters of one ``chat.chat`` are answered in the order in which they were received."""
    update: str
    """The messenger's id of it, the same however often it is told; unique in the messenger."""
    content: str
    """All that the adapter needs to answer it, in a form of its own."""
    at: datetime
    """When the messenger told it, with time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of an answer."""

    name: str
    """The adapter's, unique within the answer."""
    content: str
    """All that the adapter needs to send it again, in a form of its own."""
    after: str = ""
    """The newest message of the chat that was known when this one was about to be sent."""
    message: str | None = None
    """The messenger's id of it; None: whether it was sent is in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A letter that is not answered yet."""

    number: int
    """Grows with every letter and is never given again."""
    letter: Letter
    lead: int
    """The letter that it is answered with: its own number unless it was joined."""
    parts: tuple[Part, ...] = ()
    """Of the answer so far, in the order in which they were intended."""
    tries: int = 0
    """How many restarts it has seen."""


class Inbox(Protocol):
    """Keeps what messengers tell until it is answered. Every method raises `StoreError`.

    ::

        receive → (acknowledge to the messenger) → join? → (intend → send → sent)* → finish

    When a method returns, what it did survives a crash. A messenger without an idempotency key
    cannot promise exactly once by itself; this is how it is reached nevertheless. A crash leaves
    a letter in one of four states, and `resume` shows which:

    - *not received*: it was not acknowledged either, so the messenger tells it again;
    - *without parts*: nothing of the answer was sent; answer it from the beginning;
    - *a part with a message id*: that was sent. The rest of the answer is sent from its content;
    - *a part without one*: the crash fell between the intent and the messenger's reply. What ends
      in the same state when it is repeated (an edit, a reaction, a deletion, setting a menu) is
      repeated. A new message is looked for: the messenger has given it one of the next ids after
      `Part.after`, and tells of an id that it does not exist, is somebody else's or is the bot's.
      An adapter that sends one new message at a time to a chat knows every other message of the
      bot there, so one that it does not know is the one in doubt: `sent`. If there is none,
      nothing was sent. Where the messenger cannot be asked, words are sent again, for twice is
      better than never, and ornaments (voice, face) are not.

    The last part needs no `sent`: `finish` says it all. The steps of one letter are awaited one
    after another.
    """

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        """Keep *letters*, of one batch; those that were not known yet, in the same order."""
        ...

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        """All that is not finished, in order, after a restart; counts as a try of each."""
        ...

    async def join(self, lead: int, /, *numbers: int) -> None:
        """Note that the letters *numbers* are answered together with *lead*."""
        ...

    async def intend(self, number: int, part: Part, /) -> None:
        """Note that *part* of the answer is about to be sent, or what is to become of it."""
        ...

    async def sent(self, number: int, name: str, message: str, /) -> None:
        """Note the messenger's id of the part *name*."""
        ...

    async def finish(self, *numbers: int) -> None:
        """Close the letters and those joined to them.

        Of them only their ids stay, so that they are known when they are told again; of their
        parts nothing does. One that was forgotten meanwhile is passed over.
        """
        ...

    async def prune(self, *, before: datetime) -> int:
        """Delete letters from before that moment, answered or not; how many there were."""
        ...


Deliver: TypeAlias = Callable[[TurnEvent], Awaitable[None]]


class Conversations(Protocol):
    """What an adapter hands its messages to."""

    async def say(self, incoming: Incoming, deliver: Deliver, /) -> None:
        """Take *incoming* and return; its turn's events go to *deliver*, in order.

        A turn of the same chat that is still in flight is stopped first: what was delivered of
        it is remembered. Texts that arrive before any of the answer was delivered are
        answered together.
        """
        ...

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; return when it has stopped."""
        ...


class Adapter(Protocol):
    """A messenger."""

    async def run(self, conversations: Conversations, /) -> None:
        """Serve until cancelled."""
        ...
