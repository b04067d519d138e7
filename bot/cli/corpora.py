"""What the commands that open data sets ask about them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import UsageError

if TYPE_CHECKING:
    from bot.training.corpus import Corpus
    from bot.training.sources.options import Options
    from bot.training.splitting import Splits


def add_arguments(parser: argparse._ActionsContainer) -> None:
    """Everything about a data set but its name, for a parser or a group of one."""
    parser.add_argument(
        "--data-folder", metavar="FOLDER", type=Path, help="holds data sets given by name alone"
    )
    parser.add_argument(
        "--text-column",
        metavar="NAME",
        action="append",
        default=[],
        help="of a table; repeated, the lines of one dialogue",
    )
    parser.add_argument(
        "--label-column",
        metavar="NAME",
        action="append",
        default=[],
        help="of a table; repeated, labels of 0 or 1 each",
    )
    parser.add_argument(
        "--delimiter", metavar="TEXT", default="", help="stands between several labels of a cell"
    )
    parser.add_argument(
        "--split",
        metavar="A:B:C",
        default="6:2:2",
        help="shares of train, dev and test where the publisher made none (default: %(default)s)",
    )


def options_of(arguments: argparse.Namespace) -> "Options":
    """What was said of the columns."""
    from bot.training.sources.options import Options

    return Options(
        folder=arguments.data_folder,
        text_columns=tuple(arguments.text_column),
        label_columns=tuple(arguments.label_column),
        delimiter=arguments.delimiter,
    )


def splits_of(corpus: "Corpus", arguments: argparse.Namespace) -> "Splits":
    """The parts by ``--split`` and ``--seed``; raises `UsageError`."""
    from bot.training.splitting import split

    try:
        shares = [float(share) for share in arguments.split.split(":")]
    except ValueError:
        raise UsageError(f"--split wants numbers such as 6:2:2, not {arguments.split!r}") from None
    return split(corpus, seed=arguments.seed or 0, shares=shares)
