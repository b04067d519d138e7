import pytest

from bot.care.lexicon import Kind, _Grammar, lexicons
from bot.events import Level


def test_both_languages_have_signs_idioms_and_contexts() -> None:
    assert len(lexicons()) == 2
    for each in lexicons():
        assert each.signs
        assert each.idioms
        assert each.contexts


def test_every_context_speaks_of_signs_that_exist() -> None:
    for each in lexicons():
        known = {name for sign in each.signs for name in (sign.name, sign.about)}
        for context in each.contexts:
            assert context.of & known, context.name
            assert context.raises is not Level.NONE or context.lowers is not Level.IMMINENT


def test_a_sign_is_about_death_unless_it_says_otherwise() -> None:
    named = {kind.value for kind in (Kind.DISTRESS, Kind.ABUSE, Kind.EATING, Kind.VIOLENCE)}
    for each in lexicons():
        for sign in each.signs:
            expected = sign.about if sign.about in named else "self_harm"
            assert sign.kind == expected, sign.name
        assert named <= {sign.about for sign in each.signs}


@pytest.mark.parametrize("pattern", ["죽.*싶", "죽.+싶", "죽(?:고){2,}"])
def test_a_repeat_without_a_bound_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="without a bound"):
        _Grammar("ko", {}).pattern([pattern])


def test_forms_are_filled_in_and_a_korean_space_is_optional() -> None:
    pattern = _Grammar("ko", {"want": "(?:싶|시프)"}).pattern(["죽고 {want}"])
    assert pattern.search("죽고싶다")
    assert pattern.search("죽고 시프다")


def test_an_english_pattern_stands_between_word_edges() -> None:
    pattern = _Grammar("en", {}).pattern(["want to die"])
    assert pattern.search("i want to die")
    assert not pattern.search("i want to diet")
