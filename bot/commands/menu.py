"""All the commands, in the order of a menu."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType

from bot.commands.checkin import CheckinChoice
from bot.commands.command import Answer, Call, Command
from bot.commands.diary import Diary
from bot.commands.greeting import Greeting
from bot.commands.keeping import Keeping
from bot.commands.linking import Linking
from bot.commands.memory import Remembered
from bot.commands.persona import PersonaChoice
from bot.commands.voice import Voice
from bot.commands.why import Whys
from bot.conversations import Conversations
from bot.protocols import Speaking
from config.moods import Words

_MENU: Mapping[str, tuple[str, Words]] = MappingProxyType(
    {
        "start": ("시작", Words(ko="처음 인사", en="Say hello")),
        "help": ("도움말", Words(ko="할 수 있는 것", en="What I can do")),
        "voice": ("목소리", Words(ko="목소리로도 답할지 고르기", en="Choose when I answer aloud")),
        "persona": ("페르소나", Words(ko="누구와 이야기할지 고르기", en="Choose whom you talk to")),
        "mood": ("기분", Words(ko="오늘 읽은 마음", en="What I read today")),
        "diary": ("일기", Words(ko="여러 날의 마음", en="The moods of the last days")),
        "why": (
            "왜",
            Words(
                ko="왜 그렇게 읽었는지, 아니라면 고치기",
                en="Why I read you so, and how to correct it",
            ),
        ),
        "checkin": (
            "안부",
            Words(ko="먼저 안부를 물을 시간 고르기", en="Choose when I ask how you are"),
        ),
        "memory": (
            "기억",
            Words(
                ko="제가 기억하는 것 보기, 고치기, 지우기",
                en="See, correct and remove what I remember",
            ),
        ),
        "link": (
            "연결",
            Words(ko="다른 메신저와 이어서 쓰기", en="Go on with me on another messenger"),
        ),
        "unlink": ("연결해제", Words(ko="이어 쓰기 그만두기", en="Take this account out again")),
        "export": (
            "내보내기",
            Words(ko="나눈 이야기를 파일로 받기", en="Take along all that is kept of you"),
        ),
        "forget": (
            "잊어줘",
            Words(
                ko="지난 한 시간이나 모두 지우기",
                en="Delete the last hour, or all that is kept of you",
            ),
        ),
        "safety": (
            "안전",
            Words(
                ko="도움받을 곳, 마음이 할 수 없는 것", en="Where to get help, and what maum is not"
            ),
        ),
        "reset": ("새로", Words(ko="새로 이야기하기", en="Begin the conversation anew")),
    }
)
"""By the name of each command its name in Korean, and a short line for a menu."""

_ANYBODYS = frozenset({"start", "help", "voice", "persona", "safety", "reset"})
"""Commands whose answer shows nothing of what a person said or felt."""

_Answering = Callable[[Call], Awaitable[Answer]]


def offered(conversations: Conversations) -> Sequence[Command]:
    """The commands of the companion behind *conversations*."""
    commands: list[Command] = []
    answers = _answers(conversations, lambda: commands)
    takes: Mapping[str, Sequence[str]] = {
        "voice": tuple(Speaking),
        "persona": tuple(one.key for one in conversations.companion.personas),
    }
    for name, (alias, description) in _MENU.items():
        commands.append(
            Command(
                name=name,
                alias=alias,
                description=description,
                answer=answers[name],
                takes=takes.get(name, ()),
                private=name not in _ANYBODYS,
            )
        )
    return commands


def _answers(
    conversations: Conversations, commands: Callable[[], Sequence[Command]]
) -> Mapping[str, _Answering]:
    """What answers each command, by its name."""
    companion = conversations.companion
    store = companion.parts.store
    greeting = Greeting(companion, companion.parts.answers, commands)
    diary, keeping, linking = Diary(store), Keeping(conversations), Linking(conversations)
    return {
        "start": greeting.start,
        "help": greeting.help,
        "voice": Voice(store).answer,
        "persona": PersonaChoice(companion, store).answer,
        "mood": diary.today,
        "diary": diary.days,
        "why": Whys(companion.insight, store).answer,
        "checkin": CheckinChoice(conversations.checkins, store).answer,
        "memory": Remembered(store, companion.parts.memories).answer,
        "link": linking.link,
        "unlink": linking.unlink,
        "export": keeping.export,
        "forget": keeping.forget,
        "safety": greeting.safety,
        "reset": keeping.reset,
    }
