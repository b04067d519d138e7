"""``/voice``: when a person wants to be answered aloud."""

from collections.abc import Mapping
from dataclasses import replace

from bot.commands.command import Answer, Call, Choice
from bot.protocols import Speaking, Store
from config.moods import Words

_SAID: Mapping[str, Speaking] = {
    "자동": Speaking.AUTO,
    "항상": Speaking.ALWAYS,
    "늘": Speaking.ALWAYS,
    "on": Speaking.ALWAYS,
    "끄기": Speaking.NEVER,
    "안함": Speaking.NEVER,
    "off": Speaking.NEVER,
    **{str(speaking): speaking for speaking in Speaking},
}
_LABELS = {
    Speaking.AUTO: Words(ko="말할 때만", en="When I talk"),
    Speaking.ALWAYS: Words(ko="항상", en="Always"),
    Speaking.NEVER: Words(ko="끄기", en="Off"),
}
_ASKED = Words(
    ko="목소리로도 답할까요? 고르지 않으면 음성 메시지에만 목소리로 답해요.",
    en="Should I answer aloud as well? Unless you choose, I answer voice messages aloud.",
)
_NOW = Words(ko="지금은 ‘{label}’이에요.", en="Now it is “{label}”.")
_CHOSEN = {
    Speaking.AUTO: Words(
        ko="이제 음성 메시지에만 목소리로 답할게요.",
        en="From now on I answer aloud when you send a voice message.",
    ),
    Speaking.ALWAYS: Words(
        ko="이제 항상 목소리로도 답할게요.", en="From now on I always answer aloud as well."
    ),
    Speaking.NEVER: Words(ko="이제 글로만 답할게요.", en="From now on I answer in writing only."),
}


class Voice:
    """Asks and keeps the choice, which holds on every messenger the person uses."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def answer(self, call: Call) -> Answer:
        """Keep the choice, or show what there is to choose."""
        before = await self._store.preferences(call.chat.who)
        speaking = _SAID.get(call.arguments[0]) if call.arguments else None
        if speaking is not None:
            await self._store.prefer(call.chat, replace(before, speaking=speaking))
            return Answer(text=_CHOSEN[speaking][call.language])
        text = _ASKED[call.language]
        if before.speaking is not None:
            label = _LABELS[before.speaking][call.language]
            text = f"{text} {_NOW[call.language].format(label=label)}"
        choices = (
            Choice(label[call.language], f"/voice {speaking}")
            for speaking, label in _LABELS.items()
        )
        return Answer(text=text, choices=tuple(choices))
