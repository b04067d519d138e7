"""What is written for the pastimes: fair, solvable, and told apart."""

import itertools

import pytest

from bot.dialogue.korean import is_polite, plain
from bot.dialogue.pastimes.choices import Choices
from bot.dialogue.pastimes.puzzles import Puzzle, Puzzles, clues, initials, riddles
from bot.dialogue.pastimes.sitting import holds, table, worded, wording
from bot.dialogue.pastimes.table import pastimes
from bot.dialogue.pastimes.tales import Tales
from bot.dialogue.pastimes.word_chain import WordChain

OWN = ("offer", "another", "turn", "guess", "beaten", "fell", "do", "leave")
"""Lines by which a pastime knows its own reply."""


def puzzles(language: str) -> list[tuple[Puzzles, Puzzle]]:
    kinds = [riddles("ko"), initials()] if language == "ko" else [riddles("en"), clues()]
    return [(kind, puzzle) for kind in kinds for puzzle in kind.puzzles]


def test_every_answer_solves_its_puzzle_and_no_hint_does(language: str) -> None:
    for _, puzzle in puzzles(language):
        for answer in puzzle.answers:
            assert puzzle.is_solved_by(answer, language), (puzzle.question, answer)
        for hint in puzzle.hints:
            assert not puzzle.is_solved_by(hint, language), (puzzle.question, hint)


def test_a_guess_stands_in_a_sentence(language: str) -> None:
    said = "혹시 {}인가?" if language == "ko" else "is it a {}?"
    for _, puzzle in puzzles(language):
        assert puzzle.is_solved_by(said.format(puzzle.answers[0]), language), puzzle.question


def test_giving_up_solves_nothing(language: str) -> None:
    gives_up = (
        ["모르겠어", "힌트 줘", "포기"]
        if language == "ko"
        else ["no idea", "hint please", "give up"]
    )
    for _, puzzle in puzzles(language):
        assert not any(puzzle.is_solved_by(text, language) for text in gives_up), puzzle.question


def test_each_option_is_chosen_by_its_name(language: str) -> None:
    for choice in Choices(language).choices:
        for place, option in enumerate(choice.options):
            assert choice.of(worded(option.name)) is option, (choice.question, option.name)
            assert choice.of(str(place + 1)) is option


def test_a_pastime_knows_its_own_lines_alone(language: str) -> None:
    lines = {
        (key, line)
        for key, one in pastimes(language).items()
        for kind in OWN
        for line in one.wording.get(kind, ())
    }
    for (key, line), (other, its) in itertools.permutations(lines, 2):
        assert key == other or not holds(line, [its]), (key, line, other, its)


def test_questions_and_parts_are_said_once(language: str) -> None:
    names = ("riddles", "rather", "facts", *(("initials",) if language == "ko" else ("clues",)))
    for name in names:
        first = [row[0] for row in table(language, name)]
        assert len(first) == len(set(first))
    told = [part for key in ("stories", "breathing") for part in Tales(language, key).parts]
    assert len(told) == len(set(told))


def test_korean_is_polite_and_turns_into_banmal() -> None:
    told = [line for row in table("ko", "facts") for line in row]
    told += [line for _, *row in table("ko", "rather") for line in row[2:]]
    told += [row[place] for row in table("ko", "riddles") for place in (2, 3)]
    told += [part for key in ("stories", "breathing") for part in Tales("ko", key).parts]
    rude = [line for line in told if not is_polite(line)]
    assert rude == []
    assert [line for line in told if plain(line) == line] == []


@pytest.mark.parametrize("key", ["riddles", "rather", "facts", "stories", "breathing"])
def test_no_line_is_empty_or_padded(language: str, key: str) -> None:
    for lines in wording(language)[key].values():
        assert all(line.strip() == line and line for line in lines)


def test_words_of_the_chain_go_on(language: str) -> None:
    chain = WordChain(language)
    kind = [word for word in chain.words if chain.is_kind(word, ())]
    assert len(chain.words) == len(set(chain.words)) >= 1_000
    assert len(kind) >= 0.6 * len(chain.words)
