from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.text import storable

ANY_TEXT = st.text(st.characters(codec=None))


@given(ANY_TEXT)
def test_the_result_is_utf8_without_nul(text: str) -> None:
    assert b"\0" not in storable(text).encode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
@example("마음 🙂 \ufffd")
def test_what_is_fine_stays(text: str) -> None:
    assert storable(text) == text


@given(ANY_TEXT)
def test_doing_it_again_changes_nothing(text: str) -> None:
    assert storable(storable(text)) == storable(text)


def test_half_a_pair_is_replaced_and_a_whole_one_joined() -> None:
    assert storable("a\ud83d b\ude42 c\0") == "a\ufffd b\ufffd c\ufffd"
    assert storable("\ud83d\ude42") == "🙂"
