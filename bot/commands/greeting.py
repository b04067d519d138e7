"""``/start``, ``/help`` and ``/safety``: what maum is, what it can do and what it cannot."""

from collections.abc import Callable, Sequence

from bot.care.answer import Answers
from bot.commands.command import Answer, Call, Choice, Command
from bot.companion import Companion
from bot.dialogue.korean import with_particle
from config.moods import Words

_HELLO = Words(
    ko="안녕하세요, {am}. 오늘 있었던 일이나 지금 마음을 편하게 적거나 말해 주세요.",
    en="Hello, this is {name}. Write or say whatever is on your mind.",
)
_LIST = Words(ko="이렇게 부를 수 있어요.", en="You can ask for these.")
_LIMITS = Words(
    ko=(
        "마음은 병을 진단하거나 치료하지 못하고, 대신 전화하거나 찾아갈 수 없어요. 읽은 감정도, 한 말도 틀릴 수 있어요. "
        "위험한 말을 알아차리면 대화를 멈추고 도움받을 곳을 먼저 알려 드리지만, 놓칠 수도 있어요. "
        "어린이나 청소년에게는 맞지 않을 수 있어요. 절차는 함께 온 문서 docs/safety-protocol.md에 모두 적혀 있어요."
    ),
    en=(
        "maum cannot diagnose or treat, and it cannot call or come for you. What it reads and what "
        "it says can be wrong. When it notices danger it stops the conversation and tells you first "
        "where to get help, but it can miss it. It may not be suitable for some minors. "
        "docs/safety-protocol.md, which comes with maum, tells the whole protocol."
    ),
)
_SAFETY = Words(ko="도움받을 곳", en="Where to get help")
_HELP = Words(ko="할 수 있는 것", en="What I can do")


class Greeting:
    """The commands that anybody may need before the first word."""

    def __init__(
        self, companion: Companion, answers: Answers, offered: Callable[[], Sequence[Command]]
    ) -> None:
        self._companion = companion
        self._answers = answers
        self._offered = offered

    async def start(self, call: Call) -> Answer:
        """Say hello and that this is an AI."""
        await self._companion.introduce(call.chat, call.language)
        name = self._companion.persona.name[call.language]
        hello = _HELLO[call.language].format(name=name, am=with_particle(name, "이에요"))
        return Answer(
            text=f"{hello}\n\n{self._notice(call.language)}",
            choices=(
                Choice(_HELP[call.language], "/help"),
                Choice(_SAFETY[call.language], "/safety"),
            ),
        )

    async def help(self, call: Call) -> Answer:
        """List the commands."""
        rows = [f"/{one.name} {one.description[call.language]}" for one in self._offered()]
        return Answer(text="\n".join([_LIST[call.language], "", *rows]))

    async def safety(self, call: Call) -> Answer:
        """The helplines, what maum is and what it is not."""
        parts = (
            self._answers.helplines(call.language),
            self._notice(call.language),
            _LIMITS[call.language],
        )
        return Answer(text="\n\n".join(parts))

    def _notice(self, language: str) -> str:
        return self._companion.safeguards.notice(
            language, name=self._companion.persona.name[language]
        )
