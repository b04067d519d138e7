"""What the guard says in an exchange, and what a model behind it is told of the danger."""

from collections.abc import Sequence

from bot.care.answer import Answers
from bot.care.course import Numbers
from bot.care.followup import CHECK_IN, GOING_ON, Followup
from bot.care.lexicon import Kind
from bot.care.minors import Minors, says_minor
from bot.events import Level
from bot.exchange import Exchange


class Caring:
    """Chooses among the texts that people wrote; it does no I/O and cannot fail."""

    def __init__(self, answers: Answers, minors: Minors) -> None:
        self._answers = answers
        self._minors = minors

    def answer(self, exchange: Exchange, /) -> str:
        """What the guard answers, nothing twice in a row."""
        if exchange.judgement.hunch:
            return self._answers.hunch(
                exchange.judgement,
                exchange.language,
                young=self.of_minor(exchange),
                earlier=exchange.course.hunches,
            )
        if (followup := exchange.followup) is None:
            return self._answers.answer(
                exchange.judgement,
                exchange.language,
                earlier=exchange.care_turns,
                young=self.of_minor(exchange),
                numbers=self._numbers(exchange),
                told=exchange.course.told,
            )
        if followup.level is Level.NONE:
            return self._follow(followup, exchange, earlier=exchange.course.hunches - 1)
        told, lasts = exchange.course.told, followup.level is not Level.IMMINENT
        if lasts and self._answers.is_told(followup, exchange.language, told):
            return self.going_on(exchange)
        return self._follow(followup, exchange, earlier=exchange.care_turns, told=told)

    def going_on(self, exchange: Exchange, /) -> str:
        """What is said in danger where there is nothing else that may be told; each time anew."""
        return self._follow(GOING_ON, exchange, earlier=len(exchange.course.traces))

    def check_in(self, exchange: Exchange, /) -> str:
        """What somebody is asked who comes back hours after danger."""
        return self._follow(CHECK_IN, exchange, earlier=exchange.care_turns)

    def about(self, exchange: Exchange, /) -> str:
        """What a model is told that the danger is about; nothing where others read along."""
        about = exchange.course.about
        return "" if about is None or exchange.bearing is Level.NONE else about.value

    def eased(self, exchange: Exchange, /) -> bool:
        """Whether the last that was said of the danger is that it is better, or was not meant."""
        return exchange.course.eased(self._answers.eases)

    def helpline(self, exchange: Exchange, /) -> str:
        """Whom a model may name; nobody where none is wanted."""
        if self._numbers(exchange) is Numbers.NONE:
            return ""
        young, kinds = self.of_minor(exchange), _last(exchange)
        return self._answers.helpline(exchange.language, young=young, kinds=kinds)

    def of_minor(self, exchange: Exchange, /) -> bool:
        """Whether a minor speaks, as far as that is known."""
        return exchange.incoming.chat.who in self._minors or says_minor(exchange.said)

    def _follow(
        self, followup: Followup, exchange: Exchange, *, earlier: int, told: Sequence[str] = ()
    ) -> str:
        return self._answers.follow(
            followup,
            exchange.language,
            earlier=earlier,
            young=self.of_minor(exchange),
            kinds=exchange.judgement.kinds or _last(exchange),
            numbers=self._numbers(exchange),
            told=told,
        )

    def _numbers(self, exchange: Exchange) -> Numbers:
        """How many of the helplines belong into an answer, as the person wishes."""
        wanted = self._answers.wanted
        return exchange.course.numbers(exchange.standing, exchange.at, wanted=wanted)


def _last(exchange: Exchange) -> Sequence[Kind]:
    """What the last sign was about."""
    return [exchange.course.about] if exchange.course.about else []
