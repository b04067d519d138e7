import pytest

from bot.dialogue.prompt import messages
from bot.protocols import Prompt
from config.moods import Mood
from config.personas import persona


@pytest.mark.parametrize(("language", "told"), [("ko", "바로잡아"), ("en", "put right")])
def test_a_model_is_told_that_it_was_corrected(language: str, told: str) -> None:
    for corrected in (False, True):
        prompt = Prompt(
            message="아니, 서운한 거야",
            language=language,
            mood=Mood.SAD,
            tone="comforting",
            persona=persona("maum"),
            corrected=corrected,
        )
        assert (told in messages(prompt)[0]["content"]) is corrected
