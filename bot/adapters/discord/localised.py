"""Names and descriptions of slash commands in Korean and English."""

import discord
from discord import app_commands

from config.moods import Words

_LANGUAGES = {
    discord.Locale.korean: "ko",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}
_LONGEST = 100


def language_of(locale: discord.Locale, *, otherwise: str) -> str:
    """``ko`` or ``en``: what somebody reads whose Discord is set to *locale*."""
    return _LANGUAGES.get(locale, otherwise)


def text(words: Words, *, otherwise: str) -> app_commands.locale_str:
    """*words* for a menu; in *otherwise* to whose language is not among maum's."""
    return app_commands.locale_str(words[otherwise][:_LONGEST], ko=words.ko, en=words.en)


def name(latin: str, korean: str) -> app_commands.locale_str:
    """The name of a command or option, which Koreans read in Korean."""
    return app_commands.locale_str(latin, ko=korean)


class Translator(app_commands.Translator):
    """Gives each locale the words that `text` and `name` hold for it."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """The words for *locale*; None if there are none of their own."""
        told = string.extras.get(_LANGUAGES.get(locale, ""))
        return str(told)[:_LONGEST] if told else None
