import pytest

from bot.protocols import Preferences, Speaking


async def test_it_asks_with_something_to_tap(ask) -> None:
    answer = await ask("/voice")
    assert [choice.command for choice in answer.choices] == [
        "/voice auto",
        "/voice always",
        "/voice never",
    ]


@pytest.mark.parametrize(
    ("said", "speaking"),
    [
        ("auto", Speaking.AUTO),
        ("ALWAYS", Speaking.ALWAYS),
        ("never", Speaking.NEVER),
        ("끄기", Speaking.NEVER),
        ("항상", Speaking.ALWAYS),
    ],
)
async def test_what_was_chosen_is_kept_and_told(ask, said: str, speaking: Speaking) -> None:
    assert (await ask(f"/voice {said}")).choices == ()
    assert await ask.store.preferences(ask.chat.who) == Preferences(speaking=speaking)
    assert "‘" in (await ask("/voice")).text


async def test_what_it_does_not_know_it_asks_again(ask) -> None:
    assert (await ask("/voice louder")).choices
    assert await ask.store.preferences(ask.chat.who) == Preferences()
