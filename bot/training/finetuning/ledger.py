"""What a folder of a run is about, so that the same command goes on and another one is refused."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.training.finetuning.faults import told
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.outcome import Outcome
from bot.training.splitting import Splits
from config.errors import UsageError


class Ledger:
    """``run.json`` in a run's folder: its choices from the start, its outcome at the end."""

    def __init__(self, folder: Path, asked: Mapping[str, Any]) -> None:
        """Raises `UsageError` if the folder holds other things, or a run with other choices or data."""
        self._file = folder / "run.json"
        self._asked = dict(asked)
        kept = self._read()
        if kept is None:
            folder.mkdir(parents=True, exist_ok=True)
            if {file.name for file in folder.iterdir()} - {"run.new"}:
                raise UsageError(f"{folder} holds other things than a run: choose an empty folder")
            self._write({"asked": self._asked})
        elif kept["asked"] != self._asked:
            other = [name for name in self._asked if kept["asked"].get(name) != self._asked[name]]
            raise UsageError(
                f"{folder} belongs to a run with other choices ({', '.join(other)}); "
                "give another --out"
            )

    @property
    def outcome(self) -> dict[str, Any] | None:
        """What `close` was given; None while the run is not at its end."""
        kept: dict[str, Any] | None = (self._read() or {}).get("outcome")
        return kept

    def close(self, outcome: Mapping[str, Any]) -> None:
        """Keep the outcome: the run is at its end."""
        self._write({"asked": self._asked, "outcome": dict(outcome)})

    def _read(self) -> dict[str, Any] | None:
        if not self._file.is_file():
            return None
        try:
            found: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
            return {"asked": found["asked"], "outcome": found.get("outcome")}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{self._file} is of no run of maum; give another --out") from error

    def _write(self, raw: Mapping[str, Any]) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(self._file)


def once(folder: Path, asked: Mapping[str, Any], learn: Callable[[], Outcome]) -> Outcome:
    """What *learn* comes to in *folder*; a run that is at its end already is not repeated."""
    ledger = Ledger(folder, asked)
    if ledger.outcome is not None:
        return Outcome.from_json(ledger.outcome)
    with told():
        outcome = learn()
    ledger.close(outcome.as_json())
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    return outcome


def asked(model: str, tasks: Sequence[Splits], chosen: Hyperparameters) -> dict[str, Any]:
    """What makes a run the same run: start, data and choices, in plain values."""
    data = {task.train.head.name: _digest(task) for task in tasks}
    return {"model": model, "data": data, **chosen.as_json()}


def _digest(task: Splits) -> str:
    found = hashlib.blake2b(digest_size=16)
    for part in (task.train, task.dev):
        found.update("\n".join((*part.head.labels, "", *part.texts)).encode("utf-8", "replace"))
        found.update(part.targets.tobytes())
    return found.hexdigest()
