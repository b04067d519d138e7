from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.training.cleaning import Example, clean


def example(text: str | None, *labels: str, part: str = "") -> Example:
    return Example(text=text, labels=labels or None, part=part, group=0)


def test_texts_and_labels_that_are_missing_are_counted() -> None:
    kept, cleaning = clean(
        [example(None, "a"), example("  ", "a"), example("x"), example("y", "a")]
    )
    assert [one.text for one in kept] == ["y"]
    assert (cleaning.without_text, cleaning.without_label, cleaning.kept) == (2, 1, 1)


def test_copies_are_dropped_however_they_are_spelled() -> None:
    decomposed = (
        "\u1112\u1161\u11ab"  # the same syllable letter by letter, as some systems write it
    )
    kept, cleaning = clean([example(" 한 ", "a"), example(decomposed, "a"), example("한", "a")])
    assert [one.text for one in kept] == ["한"]
    assert cleaning.duplicates == 2


def test_the_labels_that_stand_most_often_are_believed() -> None:
    kept, cleaning = clean([example("x", "a"), example("x", "b"), example("x", "b")])
    assert [one.labels for one in kept] == [("b",)]
    assert (cleaning.duplicates, cleaning.conflicts) == (1, 1)


def test_a_text_that_says_two_things_as_often_is_dropped() -> None:
    kept, cleaning = clean([example("x", "a"), example("x", "b"), example("y", "b")])
    assert [one.text for one in kept] == ["y"]
    assert cleaning.conflicts == 2


def test_the_order_of_several_labels_makes_no_conflict() -> None:
    kept, cleaning = clean([example("x", "a", "b"), example("x", "b", "a")])
    assert (len(kept), cleaning.duplicates, cleaning.conflicts) == (1, 1, 0)


def test_what_is_measured_is_not_learned_from() -> None:
    kept, cleaning = clean(
        [
            example("x", "a", part="train"),
            example("x", "b", part="test"),
            example("x", "a", part="dev"),
            example("y", "a", part="train"),
        ]
    )
    assert [(one.text, one.labels, one.part) for one in kept] == [
        ("x", ("b",), "test"),
        ("y", ("a",), "train"),
    ]
    assert cleaning.leaks == 2


def test_the_summary_tells_what_happened_and_no_more() -> None:
    examples = [example(None, "a"), example("x", "a"), example("x", "a"), example("y", "b")]
    assert clean(examples)[1].summary() == "2 of 4 texts kept; dropped: 1 without text, 1 copies"
    assert clean([example("x", "a")])[1].summary() == "1 of 1 texts kept"


texts = st.sampled_from([None, "", "x", "y", "z "])
labels = st.sampled_from([None, ("a",), ("b",), ("a", "b"), ()])
parts = st.sampled_from(["train", "dev", "test", ""])
found = st.lists(st.builds(Example, text=texts, labels=labels, part=parts, group=st.just(0)))


@given(found, st.integers(0, 5))
def test_every_text_is_accounted_for(examples: list[Example], left_out: int) -> None:
    kept, cleaning = clean(examples, left_out=left_out)
    counts = cleaning.as_json()
    assert counts.pop("read") == len(examples) + left_out == sum(counts.values())
    assert max(Counter(one.text for one in kept).values(), default=1) == 1
