"""The helplines as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from config.helplines import Country, Helpline, Helplines


def shown(helplines: Helplines, country: str) -> Mapping[str, object]:
    """All of *helplines* for the page's dialog, those of *country* first."""
    ordered = sorted(helplines.countries.values(), key=lambda one: one.code != country)
    return {
        "countries": [_country(one) for one in ordered],
        "directory": {
            "name": asdict(helplines.directory.name),
            "address": helplines.directory.address,
        },
    }


def _country(country: Country) -> Mapping[str, object]:
    lines: Sequence[Mapping[str, object]] = [_line(line) for line in country.lines]
    return {
        "code": country.code,
        "name": asdict(country.name),
        "emergency": asdict(country.emergency.number),
        "lines": lines,
    }


def _line(line: Helpline) -> Mapping[str, object]:
    return {
        "number": line.number,
        "name": asdict(line.name),
        "text": asdict(line.text),
        "all_day": line.hours == "24",
        # A line that takes nothing but text messages says so in its name.
        "scheme": "sms" if "text" in line.name.en.lower() else "tel",
    }
