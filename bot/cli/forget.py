"""``maum forget``: delete all that is kept of one person, beyond recovery."""

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from bot.cli.person import HELP, find, refuse
from config.errors import UnknownPerson, UsageError
from config.moods import Words

if TYPE_CHECKING:
    from bot.protocols import Acquaintance

_QUESTION = Words(
    ko=(
        "{who}: {first:%Y-%m-%d}부터 {last:%Y-%m-%d}까지 나눈 대화를 모두 지워요. 보낸 메시지는 "
        "{messages}개예요. 되돌릴 수 없어요.\n계속하려면 '네'를 입력하세요: "
    ),
    en=(
        "{who}: everything said from {first:%Y-%m-%d} to {last:%Y-%m-%d} will be deleted, "
        "{messages} messages of theirs and the answers. It cannot be undone.\n"
        "Type 'yes' to go on: "
    ),
)
_KEPT = Words(ko="아무것도 지우지 않았어요.\n", en="Nothing was deleted.\n")
_FORGOTTEN = Words(
    ko="{who}: 모두 지웠어요. ({count}줄)\n", en="{who}: all is deleted. ({count} lines)\n"
)
_YES = {"네", "예", "yes", "y"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum forget``."""
    parser.add_argument("person", metavar="PERSON", help=HELP)
    parser.add_argument(
        "--all", action="store_true", help="everything: conversations, moods, the person"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


async def run(arguments: argparse.Namespace) -> int:
    """Delete, after asking; 1 if nobody is known by that name or the answer was no."""
    from bot.cli.options import settings_of
    from bot.wiring import Wiring, opened

    if not arguments.all:
        raise UsageError(
            "forget deletes everything that is kept of the person, beyond recovery; "
            "write --all to say that you mean it"
        )
    if not (arguments.yes or sys.stdin.isatty()):
        raise UsageError("there is no terminal to ask on; write --yes to delete without asking")
    settings = settings_of(arguments)
    language = settings.language[0]
    async with opened(Wiring(settings).store()) as store:
        try:
            person = await find(store, arguments.person)
        except UnknownPerson as error:
            return refuse(error, language)
        if not (arguments.yes or await _agreed(person, language)):
            sys.stdout.write(_KEPT[language])
            return 1
        count = await store.forget(person.who)
    sys.stdout.write(_FORGOTTEN[language].format(who=person.who, count=count))
    return 0


async def _agreed(person: "Acquaintance", language: str) -> bool:
    question = _QUESTION[language].format(
        who=person.who, first=person.first, last=person.last, messages=person.messages
    )
    sys.stdout.write(question)
    sys.stdout.flush()
    return (await _typed()).strip().lower() in _YES


async def _typed() -> str:
    """The line that is typed on the terminal; Ctrl-C ends the wait, as no thread stands in it."""
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    return sys.stdin.readline()
