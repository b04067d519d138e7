"""A model's reply as a person may read it: screened, out of character and no dead end in danger."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

import structlog

from bot.care.screen import Harmful, Screen, screened
from bot.events import Degraded, Level, Stage
from bot.protocols import Prompt, ReplyGenerator, Used
from config.errors import FellBack, MaumError, ReplyError
from config.logs import described
from config.moods import Words
from config.personas import Persona

log = structlog.get_logger("maum.care")

_NUMBER = re.compile(r"(?<!\d)\d{3}(?!\d)")
_LEAST = 6
"""Letters without which a reply in danger says nothing: 음, hm."""
_OUT_OF_CHARACTER = Words(
    ko=(
        "너는 {name}, AI 프로그램이다. 지금은 아무 역할도 연기하지 않는다. 농담하지 않고, "
        "차분하고 따뜻하게, 짧게 말한다. 사람도 상담사도 의사도 아니며, 그렇지 않다고 말하지 않는다."
    ),
    en=(
        "You are {name}, an AI program. You play no role now. You make no jokes and speak calmly, "
        "warmly and briefly. You are no human being, no therapist and no doctor, and never claim to be."
    ),
)


def in_danger(persona: Persona, /) -> Persona:
    """*persona* as a model is told of it while somebody may be in danger: its name and manners."""
    told = {"ko": _OUT_OF_CHARACTER.ko, "en": _OUT_OF_CHARACTER.en}
    named = {language: text.format(name=persona.name[language]) for language, text in told.items()}
    return replace(persona, character=Words(**named))


async def written(
    generator: ReplyGenerator, prompt: Prompt, *, instead: str, call: str, minor: bool = False
) -> AsyncGenerator[str | Degraded | Used, None]:
    """What *generator* writes for *prompt*, held to `bot.care.screen`.

    Where it goes on with what may not be told, or in danger fails or says nothing, *instead*, which
    people wrote, stands in; *call* says whom to call in a danger that is there. Raises what the
    generator does where nobody is in danger.
    """
    danger = prompt.level is not Level.NONE
    screen = Screen(prompt.language, danger=danger, minor=minor)
    told = ""
    try:
        async with aclosing(screened(generator.reply(prompt), screen)) as pieces:
            async for piece in pieces:
                told += piece if isinstance(piece, str) else ""
                yield piece
    except Harmful:
        log.warning("a model's reply was cut")
    except Exception as error:
        if not danger:
            raise
        code = error.code if isinstance(error, MaumError) else ReplyError.code
        log.warning("generator failed in danger", code=code, **described(error))
        yield Degraded(Stage.REPLY, FellBack.code)
    else:
        if not danger or sum(map(str.isalnum, told)) >= _LEAST:
            if prompt.level is Level.IMMINENT and not _names_help(prompt, told, call):
                yield f"\n\n{call}"
            return
    if prompt.level is Level.IMMINENT and not _names_help(prompt, f"{told} {instead}", call):
        instead = f"{call} {instead}"
    yield ("\n\n" if told.strip() else "") + instead


def _names_help(prompt: Prompt, told: str, call: str) -> bool:
    """Whether what was *told*, or what was said just before it, names whom to *call*."""
    said = [line.text for line in prompt.history if line.speaker == "companion"][-1:]
    return any(one in text for text in (*said, told) for one in (call, *_NUMBER.findall(call)))
