"""AI-Hub's emotional dialogues (감성대화 말뭉치): Excel, a dialogue a row, three lines of a person."""

from pathlib import Path

from bot.training.sources.columns import Layout
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.parts import joined, named_tables

_LINES = ("사람문장1", "사람문장2", "사람문장3")
_LABEL = "감정_소분류"


def aihub(path: Path, options: Options) -> Found:
    """Each line of a person with the fine label of its dialogue, one of 58.

    *path* is a file, or the folder of the Training and the Validation file. Raises `BadDataset`.
    """
    layout = Layout(texts=options.text_columns or _LINES, labels=options.label_columns or (_LABEL,))
    return joined(named_tables(path), layout)
