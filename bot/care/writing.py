"""A model's reply as a person may read it: screened, and never a dead end in danger."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import structlog

from bot.care.answer import Answers
from bot.care.screen import Harmful, Screen, screened
from bot.events import Degraded, Level, Stage
from bot.protocols import Prompt, ReplyGenerator, Used
from config.errors import FellBack, MaumError, ReplyError
from config.logs import described

log = structlog.get_logger("maum.care")


async def written(
    generator: ReplyGenerator, prompt: Prompt, answers: Answers, *, minor: bool = False
) -> AsyncGenerator[str | Degraded | Used, None]:
    """What *generator* writes for *prompt*, held to `bot.care.screen`.

    Where it goes on with what may not be told, or in danger fails or writes nothing, words that
    people wrote stand in. Raises what the generator does where nobody is in danger.
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
        if told.strip() or not danger:
            return
    yield ("\n\n" if told.strip() else "") + answers.going_on(prompt.language)
