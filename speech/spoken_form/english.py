"""English as it is said: dates, times, amounts, years and abbreviations as words."""

import re

from num2words import num2words  # type: ignore[import-untyped]

from speech.spoken_form.dialled import digit_by_digit
from speech.spoken_form.rules import FREE, NUMBER, applied, rules

_LONGEST = 15
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
_MONTHS = _MONTH_NAMES.split()
_MONTH = rf"(?:{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_UNITS = {
    "km/h": "kilometer per hour",
    "mph": "mile per hour",
    "km": "kilometer",
    "cm": "centimeter",
    "mm": "millimeter",
    "kg": "kilogram",
    "mg": "milligram",
    "ml": "milliliter",
    "mL": "milliliter",
    "lb": "pound",
    "lbs": "pound",
    "oz": "ounce",
    "ft": "foot",
    "GB": "gigabyte",
    "MB": "megabyte",
    "m": "meter",
    "g": "gram",
    "L": "liter",
}
_MONEY = {
    "$": ("dollar", "cent"),
    "€": ("euro", "cent"),
    "£": ("pound", "penny"),
    "¥": ("yen", ""),
    "₩": ("won", ""),
}
_PLURAL = {"foot": "feet", "penny": "pence", "yen": "yen", "won": "won"}
_ABBREVIATIONS = {
    "Mr.": "Mister",
    "Mrs.": "Missus",
    "Ms.": "Miz",
    "Dr.": "Doctor",
    "Prof.": "Professor",
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "approx.": "approximately",
}
_PARTS = {2: "half", 4: "quarter"}


def english_words(text: str) -> str:
    """*text* in English without digits, and with the signs that have words."""
    return applied(text, _RULES)


def _cardinal(number: str) -> str:
    whole, _, fraction = number.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0")):
        said = _digits(whole)
    else:
        said = str(num2words(int(whole))).replace(",", "")
    return f"{said} point {_digits(fraction)}" if fraction else said


def _digits(number: str) -> str:
    return digit_by_digit(number, "en")


def _ordinal(number: int) -> str:
    return str(num2words(number, to="ordinal")).replace(",", "")


def _year(number: str) -> str:
    return str(num2words(int(number), to="year")).replace(",", "")


def _many(number: str, one: str) -> str:
    """*number* of *one*; of a unit such as "mile per hour" the first word is counted."""
    word, _, rest = one.partition(" ")
    plural = word if number == "1" else _PLURAL.get(word, f"{word}s")
    return f"{_cardinal(number)} {plural} {rest}".strip()


def _date(found: re.Match[str]) -> str:
    month, day = int(found["month"]), int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{_MONTHS[month - 1]} {_ordinal(day)}, {_year(found['year'])}"


def _day(found: re.Match[str]) -> str:
    year = f", {_year(found['year'])}" if found["year"] else ""
    return f"{_month(found['month'])} {_ordinal(int(found['day']))}{year}"


def _month(name: str) -> str:
    return next(one for one in _MONTHS if one.startswith(name[:3]))


def _time(found: re.Match[str]) -> str:
    hour, minute, half = found["hour"], int(found["minute"] or 0), found["half"]
    said = [_cardinal(str(int(hour)))]
    if minute:
        said.append(f"oh {_cardinal(str(minute))}" if minute < 10 else _cardinal(str(minute)))
    elif not half:
        said.append("o'clock" if 1 <= int(hour) <= 12 else "hundred")
    if half:
        said.append(f"{half[0].lower()}.m.")
    return " ".join(said)


def _money(found: re.Match[str]) -> str:
    unit, part = _MONEY[found["sign"]]
    whole, _, cents = found["amount"].partition(".")
    if found["more"]:
        return f"{_cardinal(found['amount'])} {found['more']} {_PLURAL.get(unit, unit + 's')}"
    if len(cents) != 2 or not part:
        return _many(found["amount"], unit)
    said = [_many(whole, unit)] if int(whole.replace(",", "")) else []
    if int(cents):
        said.append(_many(str(int(cents)), part))
    return " and ".join(said) or _many("0", unit)


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found["above"]), int(found["below"])
    if not 2 <= below <= 20 or above >= below:
        return f"{_cardinal(found['above'])} over {_cardinal(found['below'])}"
    part = _PARTS.get(below) or _ordinal(below)
    several = "halves" if part == "half" else f"{part}s"
    return f"{_cardinal(found['above'])} {part if above == 1 else several}"


def _decade(found: re.Match[str]) -> str:
    said = _year(found[1]) if len(found[1]) == 4 else _cardinal(found[1])
    return f"{said.removesuffix('y')}ies" if said.endswith("y") else f"{said}s"


_RULES = rules(
    (
        rf"(?<!\w)(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})",
        lambda found: _ABBREVIATIONS[found[0]],
    ),
    (
        r"[A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        lambda found: found[0].replace(".", " dot ").replace("-", " dash ").replace("@", " at "),
    ),
    (r"@(?=\w)", ""),
    (r"(?<!\w)(?:No\.|#)\s?(?=\d)", "number "),
    (r"(?<![\w/])24/7(?![\w/])", "twenty-four seven"),
    # Dates and times.
    (
        rf"{FREE}(?P<year>\d{{4}})(?P<mark>[-./])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        _date,
    ),
    (
        rf"{FREE}(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}})(?!\d)",
        _date,
    ),
    (
        rf"\b(?P<month>{_MONTH})\.? (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?![\d:,]*\d)"
        r"(?:(?:, ?| )(?P<year>[12]\d{3})(?!\d))?",
        _day,
    ),
    (
        rf"(?<![\d.,])(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b\.?"
        r"(?:,? (?P<year>[12]\d{3})(?!\d))?",
        _day,
    ),
    (
        rf"\b(?P<month>{_MONTH})\.? (?P<year>1[1-9]\d\d|20\d\d)(?!\d)",
        lambda found: f"{_month(found['month'])} {_year(found['year'])}",
    ),
    (
        r"(?<=:\d\d)(?P<half>\s?[AaPp]\.?[Mm]\.?)?\s?[~–-]\s?(?=\d{1,2}:\d\d)",
        lambda found: f"{found['half'] or ''} to ",
    ),
    (
        rf"{FREE}(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![:\d])"
        r"(?:\s?(?P<half>[AaPp]\.?[Mm]\b\.?))?",
        _time,
    ),
    (rf"{FREE}(?P<hour>1?\d)(?P<minute>)\s?(?P<half>[AaPp]\.?[Mm]\b\.?)", _time),
    (r"(?<=[ap]\.m\.)\s?[~–-]\s?(?=\w)", " to "),
    (
        r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])",
        lambda found: f"{_cardinal(found[1])} to {_cardinal(found[2])}",
    ),
    (
        r"(?<![\w.])[vV]?(\d+(?:\.\d+){2,})(?![\w.]*\d)",
        lambda found: " point ".join(map(_cardinal, found[1].split("."))),
    ),
    (r"['’]?(?<!\d)((?:1\d|20)?\d0)['’]?s\b", _decade),
    (
        r"\b(?P<word>[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|of|[Bb]efore|[Aa]fter|year) "
        r"(?P<year>1[1-9]\d\d|20\d\d)\b(?![,.%]\d)",
        lambda found: f"{found['word']} {_year(found['year'])}",
    ),
    # Amounts.
    (
        rf"(?P<sign>[$€£¥₩])\s?(?P<amount>{NUMBER})(?: (?P<more>thousand|million|billion|trillion))?",
        _money,
    ),
    (rf"(?P<number>{NUMBER})\s?%", lambda found: f"{_cardinal(found['number'])} percent"),
    (
        rf"(?<!\w)(?P<minus>[-−])?(?P<number>{NUMBER})\s?°\s?(?P<scale>[CF])?\b",
        lambda found: (
            f"{'minus ' if found['minus'] else ''}{_many(found['number'], 'degree')}"
            f"{ {'C': ' Celsius', 'F': ' Fahrenheit'}.get(found['scale'] or '', '') }"
        ),
    ),
    (
        rf"(?P<number>{NUMBER})\s?(?P<unit>{'|'.join(map(re.escape, _UNITS))})(?![A-Za-z\d])",
        lambda found: _many(found["number"], _UNITS[found["unit"]]),
    ),
    (
        r"(?<![\d/])(\d+\.\d+)/(5|10|100)(?![\d/])",
        lambda found: f"{_cardinal(found[1])} out of {_cardinal(found[2])}",
    ),
    (rf"{FREE}(?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,3}})(?![/\d])", _fraction),
    (r"(?<![\d.,])(\d+)(?:st|nd|rd|th)\b", lambda found: _ordinal(int(found[1]))),
    # Ranges, sums, signs.
    (r"(?<=\d)\s?[~–-]\s?(?=\d)", " to "),
    (r"(?<=\d)\s?\+\s?(?=\d)", " plus "),
    (r"(?<=\d)\s?×\s?(?=\d)|(?<=\d) x (?=\d)|(?<=\d)x(?= |$)", " times "),
    (r"(?<=[\w)])\s?=\s?(?=\w)", " equals "),
    (r"(?<![\w)])[-−](?=\d)", "minus "),
    (r"±\s?(?=\d)", "plus or minus "),
    (r"≤\s?(?=\d)", "at most "),
    (r"≥\s?(?=\d)", "at least "),
    (r"≈\s?(?=\d)", "about "),
    (r"(?<=[\w)])²", " squared"),
    (r"(?<=[\w)])³", " cubed"),
    (r"(?<=[A-Za-z])-?(?=\d)|(?<=\d)(?=[A-Z])", " "),
    (NUMBER, lambda found: _cardinal(found[0])),
    (r"\s?&\s?", " and "),
    (r"\s?[→⇒·]\s?", ", "),
)
