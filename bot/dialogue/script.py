"""The hand-written lines, ``lines/<language>/*.toml``, and the situations they are written for.

A situation is something a message can be: an act (``acts.toml``: greeting, asking for advice), a
topic (``topics.toml``: a failed interview, a sick cat) or, where nothing is recognised, a mood
(``moods.toml``). ``care.toml`` holds what is said after a message that worries, ``wonder.toml`` what can
be asked about anything. Hundreds of
particular topics stand in ``situations/*.toml``, both languages side by side; their format is the
same, below ``[key]`` what holds for both and ``ko.`` or ``en.`` before the rest. So do kinds of tellings
in ``kinds/*.toml`` (to be praised, to have lost something), whose lines are right whatever is told; `of`
names the air that it is told in, a table of ``airs.toml``.

::

    [interview_failed]
    heard = ["오늘 면접에서 떨어졌어"]     # what people say then: a message like it is this
    of = "interview"                      # a more general topic, whose lines follow upon these
    about = "면접"                        # what {topic} stands for
    feel = "bad"                          # not with a joyful message; "good": not with a sad one
    domain = "work"                       # of topics of one domain, the particular one stays
    weighs = "anxious"                    # grave: the mood it is told in, whatever was read
    certain = true                        # bad even where its cues are told with a laugh
    moods = ["angry", "tired"]            # of a feeling that is named: only where it was read, too
    ahead = true                          # its lines fit what is yet to come
    aside = "mention"                     # does not displace a topic: a person named in passing,
                                          # a "feeling" about it, a "light" thing in between
    cues = ['면접.*(떨어|탈락)']           # regular expressions, searched for in the message
    whole = ['면탈(함|했어)?']             # regular expressions for the whole message, bare words only
    say = ["…"]                           # the first answer
    ask = ["…?", {ask = "…?", yes = "…", no = "…", unless = '…', given = '…', but = '…'}]   # the opening ones first
    when = [{say = "…", given = '…'}]     # a line (or a list) that words of the message call for, and what goes
                                          # with it: ask = "…?", yes = "…", no = "…"; its
                                          # "given" begins a word in Korean; heard = ["…"] where
                                          # that is not enough: only to a message like one of those
    more = ["…"]                          # later on, the topic being the same
    advise = ["…"]                        # only when advice is asked for
    after = ["play"]                      # an act only behind a line of one of those
    goes_on = true                        # an act after which the topic goes on
    answers = true                        # a topic or kind whose lines answer a question
    by_mood.sad = ["…"]                   # before *say*, in that mood

Lines are in 해요체 and may have slots, ``{who:이랑}``: a name of `slots.SLOTS` and, in Korean, a
particle in either form. A line whose slot has no value is not used. In a cue, ``<weighs>`` stands for
whatever is too grave for a light answer, which ``weighs.txt`` lists.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from bot.dialogue.lines import LANGUAGES, Question, Remark, Script, Situation, Template, pattern
from config.moods import Mood

_WEIGHS = "<weighs>"
_CUES = ("unless", "given", "but")
_ANSWERED = ("ask", "yes", "no")
SECTIONS = ("acts", "topics", "moods", "care", "wonder")


@cache
def script(language: str) -> Script:
    """What is written in *language*; raises `ValueError` if a file does not fit."""
    sections = {section: _section(language, section) for section in SECTIONS}
    return Script(
        language=language,
        acts=sections["acts"],
        topics=_with_particular(language, sections["topics"]),
        moods={Mood(key): situation for key, situation in sections["moods"].items()},
        care=sections["care"],
        wonder=sections["wonder"],
        tellings={key: _told(key, raw, language) for key, raw in _raw("kinds")},
        words={
            slot: {shown: pattern(cue) for shown, cue in rows.items()}
            for slot, rows in _toml(language, "words").items()
        },
    )


def _section(language: str, name: str) -> dict[str, Situation]:
    return {key: _situation(key, raw) for key, raw in _toml(language, name).items()}


def _with_particular(language: str, topics: Mapping[str, Situation]) -> dict[str, Situation]:
    """*topics* and those of ``situations/*.toml``, which carry on with the lines of theirs."""
    found = dict(topics)
    for key, raw in _raw("situations"):
        if key in found:
            raise ValueError(f"there is a {key!r} already")
        found[key] = _particular(key, raw, language, topics)
    return found


def _raw(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands in all files of *folder*, both languages side by side."""
    known = set[str]()
    for file in sorted((files("bot.dialogue") / folder).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        found = tomllib.loads(file.read_text("utf-8"))
        if twice := known & found.keys():
            raise ValueError(f"{file.name}: there is a {min(twice)!r} already")
        known |= found.keys()
        yield from found.items()


def _told(key: str, raw: Mapping[str, Any], language: str) -> Situation:
    shared = {name: value for name, value in raw.items() if name not in LANGUAGES}
    return _situation(key, shared | raw[language])


def _particular(
    key: str, raw: Mapping[str, Any], language: str, topics: Mapping[str, Situation]
) -> Situation:
    own = _told(key, raw, language)
    general = topics.get(own.of) if own.of else None
    if own.of and general is None:
        raise ValueError(f"{key!r} is of a topic that is not there: {own.of!r}")
    if general is None:
        return replace(own, aside="" if own.aside == "none" else own.aside)
    return replace(
        own,
        general=general,
        domain=general.domain,
        weighs=own.weighs or general.weighs,
        aside={"": "light" if general.aside == "light" else "", "none": ""}.get(
            own.aside, own.aside
        ),
    )


def _toml(language: str, name: str) -> dict[str, Any]:
    path = files("bot.dialogue") / "lines" / language / f"{name}.toml"
    return {
        key: _with_weighs(raw, language)
        for key, raw in tomllib.loads(path.read_text("utf-8")).items()
    }


def _with_weighs(raw: Any, language: str) -> Any:
    """*raw* with every ``<weighs>`` in it written out."""
    if isinstance(raw, str):
        return raw.replace(_WEIGHS, _weighs(language))
    if isinstance(raw, list):
        return [_with_weighs(one, language) for one in raw]
    if isinstance(raw, dict):
        return {key: _with_weighs(one, language) for key, one in raw.items()}
    return raw


@cache
def _weighs(language: str) -> str:
    """A cue for what is too grave for a light answer, from ``weighs.txt``: in English whole words."""
    path = files("bot.dialogue") / "lines" / language / "weighs.txt"
    words = "|".join(path.read_text("utf-8").splitlines())
    return rf"\b(?:{words})\b" if language == "en" else f"(?:{words})"


def _situation(key: str, raw: Mapping[str, Any]) -> Situation:
    rest = dict(raw)
    try:
        return Situation(
            key=key,
            of=rest.pop("of", ""),
            heard=tuple(rest.pop("heard", [])),
            about=rest.pop("about", ""),
            feel=rest.pop("feel", ""),
            domain=rest.pop("domain", key),
            aside=rest.pop("aside", ""),
            weighs=Mood(rest.pop("weighs")) if "weighs" in rest else None,
            moods=frozenset(map(Mood, rest.pop("moods", []))),
            certain=rest.pop("certain", False),
            ahead=rest.pop("ahead", False),
            after=tuple(rest.pop("after", [])),
            answers=rest.pop("answers", False),
            goes_on=rest.pop("goes_on", False),
            cues=tuple(rest.pop("cues", [])),
            whole=tuple(rest.pop("whole", [])),
            ask=tuple(map(_question, rest.pop("ask", []))),
            when=tuple(map(_remark, rest.pop("when", []))),
            by_mood={
                Mood(mood): _templates(lines) for mood, lines in rest.pop("by_mood", {}).items()
            },
            **{name: _templates(lines) for name, lines in rest.items()},  # type: ignore[arg-type]
        )
    except TypeError as error:
        raise ValueError(f"the lines of {key!r} do not fit: {error}") from error


def _templates(lines: list[str]) -> tuple[Template, ...]:
    return tuple(map(Template, lines))


def _question(raw: str | Mapping[str, str]) -> Question:
    if isinstance(raw, str):
        return Question(ask=Template(raw))
    lines = {name: Template(text) for name, text in raw.items() if name not in _CUES}
    return Question(**lines, **_cues(raw))  # type: ignore[arg-type]


def _remark(raw: Mapping[str, Any]) -> Remark:
    asked = {name: raw[name] for name in _ANSWERED if name in raw}
    question = _question(asked) if asked else None
    said = [raw["say"]] if isinstance(raw["say"], str) else raw["say"]
    cues = _cues({**raw, "given": rf"(?<![가-힣])(?:{raw['given']})"})
    heard = tuple(raw.get("heard", ()))
    return Remark(say=_templates(said), ask=question, heard=heard, **cues)


def _cues(raw: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: pattern(raw[name]) for name in _CUES if name in raw}
