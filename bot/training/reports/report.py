"""A report: what a model is worth on a data set, with figures one can look at."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.training.reports.confusion import Confusion, confusion
from bot.training.reports.figures import draw_confusion, draw_reliability
from bot.training.reports.measures import Measures, measure
from bot.training.reports.mistakes import worst
from bot.training.reports.overview import data_figures, write_overview
from bot.training.reports.pages import filled, page
from bot.training.reports.reliability import Reliability, reliability
from bot.training.reports.subject import Subject

PRIVATE = "mistakes.html"
"""Holds people's texts; no other file of a report does."""

_ON_HUB = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
"""What a model card may name as the base model; a folder of this machine is none."""

_SEPARATORS = re.compile(r"[:/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report says."""

    subject: Subject
    measures: Measures
    calibration: Reliability
    confusion: Confusion
    data: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The figures in plain values, without a text."""
        return {
            "model": self.subject.model,
            "part": self.subject.part,
            "notes": list(self.subject.notes),
            **self.measures.as_json(),
            "calibration": self.calibration.as_json(),
            "data": self.data,
        }

    def markdown(self, template: str) -> str:
        """``report.md.j2`` or ``card.md.j2``, filled in."""
        subject, predictions = self.subject, self.subject.predictions
        base = subject.start if _ON_HUB.fullmatch(subject.start) else ""
        return filled(
            template,
            model=subject.model,
            name=_SEPARATORS.split(subject.model.rstrip("/"))[-1],
            part=subject.part,
            notes=subject.notes,
            start=base or _SEPARATORS.split(subject.start)[-1],
            training=subject.training,
            base_model=base,
            measures=self.measures,
            calibration=self.calibration,
            confused=self.confusion.worst(),
            data=self.data,
            exclusive=predictions.dataset.head.exclusive,
            thresholds=predictions.thresholds or (predictions.threshold,),
            private=PRIVATE,
        )


def report_on(subject: Subject) -> Report:
    """The figures of *subject*."""
    return Report(
        subject=subject,
        measures=measure(subject.predictions),
        calibration=reliability(subject.predictions),
        confusion=confusion(subject.predictions),
        data=data_figures(subject.corpus, subject.splits),
    )


def write_report(subject: Subject, out: Path) -> Report:
    """Write the report of *subject* into the folder *out*.

    ``report.md`` and ``report.html``, which is whole in itself, are for people, ``report.json`` is
    for programs, ``model-card.md`` goes with the model, and `PRIVATE` stays on this machine.
    """
    report = report_on(subject)
    write_overview(subject.corpus, subject.splits, out)
    draw_confusion(out / "confusion.png", report.confusion)
    draw_reliability(out / "reliability.png", report.calibration)
    text = report.markdown("report.md.j2")
    (out / "report.md").write_text(text, "utf-8")
    (out / "report.html").write_text(page(text, out), "utf-8")
    (out / "model-card.md").write_text(report.markdown("card.md.j2"), "utf-8")
    raw = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
    (out / "report.json").write_text(raw + "\n", "utf-8")
    _write_private(subject, out)
    return report


def _write_private(subject: Subject, out: Path) -> None:
    found = worst(subject.predictions)
    data = subject.corpus.origin.name
    text = filled("mistakes.html.j2", model=subject.model, data=data, mistakes=found)
    (out / PRIVATE).write_text(text, "utf-8")
    # A folder of reports is easily committed as a whole.
    ignored = out / ".gitignore"
    others = ignored.read_text("utf-8").splitlines() if ignored.exists() else []
    if PRIVATE not in others:
        ignored.write_text("\n".join([*others, PRIVATE, ""]), "utf-8")
