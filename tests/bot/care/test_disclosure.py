import pytest

from bot.care.disclosure import disclosure


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_says_what_maum_is_and_where_help_is(language: str) -> None:
    text = disclosure(language, name="마음이")
    assert text.startswith("마음이")
    assert "AI" in text
    assert "109" in text
    assert "119" in text


def test_it_denies_being_human_in_both_languages() -> None:
    assert "사람이 아니라" in disclosure("ko", name="봄")
    assert "not a human being" in disclosure("en", name="Bom")


@pytest.mark.parametrize(
    ("name", "start"), [("봄", "봄은"), ("하나", "하나는"), ("Maum", "Maum은(는)")]
)
def test_a_name_gets_its_particle(name: str, start: str) -> None:
    assert disclosure("ko", name=name).startswith(start + " ")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_short(language: str) -> None:
    assert len(disclosure(language, name="마음이")) < 400
