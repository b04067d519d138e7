"""The commands of the chat, and who answers them."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from bot.commands.command import Answer, Call, Choice, Command
from bot.commands.menu import offered
from bot.commands.spelling import Spelled, spelled
from bot.conversations import Conversations
from bot.events import Incoming
from config.errors import MaumError, explain
from config.logs import described
from config.moods import Words

log = structlog.get_logger("maum.commands")

_PATIENCE = 30.0
"""Seconds that a command may take."""
_UNKNOWN = Words(
    ko="/{name}: 제가 모르는 말이에요. 할 수 있는 것은 /help에 있어요.",
    en="I do not know /{name}. /help lists what I can do.",
)


class Commands:
    """Answers what a person tells maum with a slash; a messenger asks here before `say`.

    ::

        if (answer := await commands.answer(incoming)) is None:
            await conversations.say(incoming, deliver)
    """

    def __init__(self, conversations: Conversations) -> None:
        self.companion = conversations.companion
        self.holding = conversations.holding
        self.offered: Sequence[Command] = offered(conversations)
        """All of them, in the order of a menu."""
        self._by_name: Mapping[str, Command] = {
            name: command for command in self.offered for name in (command.name, command.alias)
        }

    def takes(self, incoming: Incoming, /) -> bool:
        """Whether *incoming* is a command and no message for the companion.

        What speaks of danger is none, whatever it begins with: `Conversations.say` answers it.
        """
        return self._called(incoming) is not None

    async def answer(self, incoming: Incoming, /) -> Answer | None:
        """What the command in *incoming* answers; None if it is a message for the companion.

        A command that fails answers with the sentence of its error. Never raises.
        """
        call = self._called(incoming)
        if call is None:
            return None
        command = self._by_name.get(call.name)
        if command is not None:
            return await _answered(command, incoming, call)
        return Answer(
            text=_UNKNOWN[incoming.language].format(name=call.name),
            choices=(Choice("/help", "/help"),),
        )

    def _called(self, incoming: Incoming) -> Spelled | None:
        call = spelled(incoming.text) if incoming.voice is None else None
        # In Hangul, what is no command is a sentence that happens to begin with a slash.
        known = call is not None and (call.name in self._by_name or call.name.isascii())
        return call if known and not self.companion.urgent(incoming) else None


async def _answered(command: Command, incoming: Incoming, call: Spelled) -> Answer:
    language = "ko" if incoming.language == "ko" else "en"
    try:
        async with asyncio.timeout(_PATIENCE):
            return await command.answer(
                Call(
                    chat=incoming.chat,
                    arguments=call.arguments,
                    language=language,
                    said=call.said,
                )
            )
    except MaumError as error:
        code = error.code
    except Exception as error:
        code = MaumError.code
        log.error("command broke", command=command.name, **described(error))
    log.warning("command failed", command=command.name, code=code)
    return Answer(text=explain(code, language))
