import pytest

from bot.dialogue.spelling import spelt_out


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("do u play chess", "do you play chess"),
        ("r u ok", "are you ok"),
        ("whats ur name", "what's your name"),
        ("ur so kind", "you're so kind"),
        ("Im fine tho", "I'm fine though"),
        ("shd i text ppl", "should i text people"),
        ("the r&b show at 4 r.m.", "the r&b show at 4 r.m."),
        ("너무 힘들어 u", "너무 힘들어 you"),
        ("you're right, it's ours", "you're right, it's ours"),
    ],
)
def test_short_spellings_are_written_out(typed: str, spelt: str) -> None:
    assert spelt_out(typed) == spelt
