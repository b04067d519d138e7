"""``/persona``: whom a person talks to."""

from dataclasses import replace

from bot.commands.command import Answer, Call, Choice
from bot.companion import Companion
from bot.dialogue.korean import with_particle
from bot.protocols import Store
from config.moods import Words
from config.personas import Persona

_MOST = 10  # a messenger shows as many buttons
_ASKED = Words(
    ko="누구와 이야기할까요? 지금은 {am}.", en="Who would you like to talk to? Now it is {name}."
)
_CHOSEN = Words(
    ko="이제부터 {am}. 나눈 이야기는 그대로예요.",
    en="From now on it is {name}. What we said stays.",
)


class PersonaChoice:
    """Asks and keeps the choice, which holds on every messenger the person uses."""

    def __init__(self, companion: Companion, store: Store) -> None:
        self._companion = companion
        self._store = store

    async def answer(self, call: Call) -> Answer:
        """Keep the choice, or show what there is to choose."""
        before = await self._store.preferences(call.chat.who)
        wanted = " ".join(call.arguments)
        for one in self._companion.personas:
            if wanted and wanted in _names(one):
                await self._store.prefer(call.chat, replace(before, persona=one.key))
                name = one.name[call.language]
                told = _CHOSEN[call.language].format(name=name, am=with_particle(name, "이에요"))
                return Answer(text=told)
        return self._asked(call, self._companion.persona_named(before.persona))

    def _asked(self, call: Call, now: Persona) -> Answer:
        language = call.language
        lines = [
            f"{one.name[language]}: {one.about[language]}"
            if one.about[language]
            else one.name[language]
            for one in self._companion.personas[:_MOST]
        ]
        name = now.name[language]
        asked = _ASKED[language].format(name=name, am=with_particle(name, "이에요"))
        choices = (
            Choice(one.name[language], f"/persona {one.key}")
            for one in self._companion.personas[:_MOST]
        )
        return Answer(text="\n".join([asked, "", *lines]), choices=tuple(choices))


def _names(one: Persona) -> set[str]:
    return {one.key, one.name.ko, one.name.en.lower()}
