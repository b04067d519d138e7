"""All the commands, in the order of a menu."""

from collections.abc import Sequence

from bot.commands.checkin import CheckinChoice
from bot.commands.command import Command
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


def offered(conversations: Conversations) -> Sequence[Command]:
    """The commands of the companion behind *conversations*."""
    companion = conversations.companion
    store = companion.parts.store
    greeting = Greeting(companion, companion.parts.answers, lambda: commands)
    voice, diary, keeping = Voice(store), Diary(store), Keeping(conversations)
    whys, personas = Whys(companion.insight, store), PersonaChoice(companion, store)
    remembered = Remembered(store, companion.parts.memories)
    linking = Linking(conversations)
    checkin = CheckinChoice(conversations.checkins, store)
    commands = (
        Command(
            name="start",
            alias="시작",
            description=Words(ko="처음 인사", en="Say hello"),
            answer=greeting.start,
        ),
        Command(
            name="help",
            alias="도움말",
            description=Words(ko="할 수 있는 것", en="What I can do"),
            answer=greeting.help,
        ),
        Command(
            name="voice",
            alias="목소리",
            description=Words(ko="목소리로도 답할지 고르기", en="Choose when I answer aloud"),
            answer=voice.answer,
            takes=tuple(Speaking),
        ),
        Command(
            name="persona",
            alias="페르소나",
            description=Words(ko="누구와 이야기할지 고르기", en="Choose whom you talk to"),
            answer=personas.answer,
            takes=tuple(one.key for one in companion.personas),
        ),
        Command(
            name="mood",
            alias="기분",
            description=Words(ko="오늘 읽은 마음", en="What I read today"),
            answer=diary.today,
            private=True,
        ),
        Command(
            name="diary",
            alias="일기",
            description=Words(ko="여러 날의 마음", en="The moods of the last days"),
            answer=diary.days,
            private=True,
        ),
        Command(
            name="why",
            alias="왜",
            description=Words(
                ko="왜 그렇게 읽었는지, 아니라면 고치기",
                en="Why I read you so, and how to correct it",
            ),
            answer=whys.answer,
            private=True,
        ),
        Command(
            name="checkin",
            alias="안부",
            description=Words(
                ko="먼저 안부를 물을 시간 고르기", en="Choose when I ask how you are"
            ),
            answer=checkin.answer,
            private=True,
        ),
        Command(
            name="memory",
            alias="기억",
            description=Words(
                ko="제가 기억하는 것 보기, 고치기, 지우기",
                en="See, correct and remove what I remember",
            ),
            answer=remembered.answer,
            private=True,
        ),
        Command(
            name="link",
            alias="연결",
            description=Words(
                ko="다른 메신저와 이어서 쓰기", en="Go on with me on another messenger"
            ),
            answer=linking.link,
            private=True,
        ),
        Command(
            name="unlink",
            alias="연결해제",
            description=Words(ko="이어 쓰기 그만두기", en="Take this account out again"),
            answer=linking.unlink,
            private=True,
        ),
        Command(
            name="export",
            alias="내보내기",
            description=Words(
                ko="나눈 이야기를 파일로 받기", en="Take along all that is kept of you"
            ),
            answer=keeping.export,
            private=True,
        ),
        Command(
            name="forget",
            alias="잊어줘",
            description=Words(
                ko="지난 한 시간이나 모두 지우기",
                en="Delete the last hour, or all that is kept of you",
            ),
            answer=keeping.forget,
            private=True,
        ),
        Command(
            name="safety",
            alias="안전",
            description=Words(
                ko="도움받을 곳, 마음이 할 수 없는 것", en="Where to get help, and what maum is not"
            ),
            answer=greeting.safety,
        ),
        Command(
            name="reset",
            alias="새로",
            description=Words(ko="새로 이야기하기", en="Begin the conversation anew"),
            answer=keeping.reset,
        ),
    )
    return commands
