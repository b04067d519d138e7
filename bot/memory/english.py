"""What English sentences say about the person who writes them, by rules."""

import re
from collections.abc import Iterator
from datetime import date

from bot.memory.certainty import denies
from bot.memory.days import day_in, vague_time
from bot.memory.finding import Finding
from bot.protocols import Kind

_KIN = (
    "mother|mom|mum|father|dad|sister|brother|grandmother|grandma|grandfather|grandpa|aunt|uncle|cousin|niece|nephew"
    "|husband|wife|partner|boyfriend|girlfriend|fiancé|fiancée|fiance|fiancee|son|daughter|best friend|friend|roommate"
    "|flatmate|twin|stepmother|stepfather|stepbrother|stepsister"
)
_ANIMALS = (
    "dog|puppy|cat|kitten|hamster|rabbit|bunny|parrot|turtle|hedgehog|goldfish|guinea pig|horse"
)
_JOBS = (
    "nurse|doctor|pharmacist|vet|dentist|therapist|teacher|professor|tutor|lawyer|judge|accountant|police officer"
    "|firefighter|soldier|developer|programmer|software engineer|engineer|designer|graphic designer|planner|marketer"
    "|journalist|writer|translator|interpreter|actor|actress|singer|musician|model|painter|photographer|chef|cook|baker"
    "|barista|hairdresser|farmer|fisherman|driver|taxi driver|bus driver|truck driver|flight attendant|pilot|architect"
    "|banker|researcher|scientist|social worker|salesperson|receptionist|housewife|stay-at-home (?:mom|dad|parent)"
    "|student|college student|university student|high school student|grad student|phd student|freelancer|intern|librarian"
    "|electrician|plumber|carpenter|mechanic|waiter|waitress|cashier|paramedic|midwife|data scientist|civil servant"
)
_EVENTS = (
    "exam|midterm|final|finals|test|driving test|job interview|interview|presentation|surgery|operation|check-?up"
    "|doctor'?s appointment|dentist appointment|appointment|concert|recital|match|tournament|competition|deadline"
    "|wedding|birthday|trip|blind date|date|audition|meeting|graduation|move|first day(?: at work)?|flight|marathon|party"
)
_I_ADVERB = (
    r"(?:just |really |finally |actually |recently |also |totally |absolutely |always |kind of )*"
)
_HAPPENED = re.compile(
    rf"\bI {_I_ADVERB}(?:failed|passed|broke up|got (?:fired|laid off|promoted|engaged|married|divorced|accepted|rejected"
    r"|dumped|hired|the job|into)|quit|graduated|moved|lost my|lost the|had surgery|broke my|started (?:a|my) new|had a fight"
    r"|fought with|argued with|won|retired|dropped out|was diagnosed|was hospitalized|gave birth)\b"
    rf"|\b[Mm]y (?:{_KIN}|{_ANIMALS})(?: [A-Z][a-z]+)? (?:died|passed away|was born|got married|broke up|is in (?:the )?hospital)\b"
    r"|\bwe broke up\b|\b[Mm]y (?:boyfriend|girlfriend|husband|wife|partner) (?:left me|dumped me|and I broke up)\b"
)
_CALLED = r"(?:'s name is| is called| is named|,? called| named)"
_NAME = r"(?P<name>[A-Z][a-zA-Z'-]{1,20})"
_MY_NAME = re.compile(rf"\b[Mm]y name(?:'s| is) {_NAME}")
_CALL_ME = re.compile(
    r"(?:^|[,;] |\b[Pp]lease |\b[Jj]ust |\bcan |\bfriends )[Cc]all me (?P<name>[A-Z][a-zA-Z'-]{1,20})\b"
)
_GREETED = re.compile(rf"^(?:[Hh]i|[Hh]ello|[Hh]ey)(?: there)?,? (?:I'?m|I am|this is) {_NAME}$")
_NATION = re.compile(r"(?:ean|ican|ese|ish|ian|Thai|Greek|Dutch|French|German|Korean)$")
_HAS_KIN = re.compile(
    rf"^(?:[Aa]nd |[Bb]ut |[Aa]lso,? )?(?:I have|I'?ve got|I also have) (?:a|an|one|two|three|four) (?P<what>(?:(?:younger|older|little|big|twin|elder|baby) )?(?:{_KIN})s?)\b(?: {_CALLED.strip()} {_NAME})?"
)
_KIN_NAME = re.compile(
    rf"\b[Mm]y (?P<who>(?:(?:younger|older|little|big|twin) )?(?:{_KIN}|{_ANIMALS}))(?:{_CALLED})? {_NAME}\b"
)
_KIN_JOB = re.compile(rf"\b[Mm]y (?P<who>{_KIN}) is (?:a|an) (?P<job>{_JOBS})\b")
_HAS_ANIMAL = re.compile(
    rf"^(?:[Aa]nd |[Aa]lso,? )?(?:I have|I'?ve got|I own|We have|I just adopted|I adopted) (?:a|an|one|two|three) (?P<what>(?:(?:small|big|old|little|black|white|golden) )?(?:{_ANIMALS})s?)\b(?:,? (?:{_CALLED.strip()}|named|called) {_NAME})?"
)
_IS_A = re.compile(
    rf"\b(?:I'?m|I am) (?:a|an) (?:\w+ )?(?P<job>{_JOBS})\b(?! (?:at heart|of life|in disguise))"
)
_WORKS = re.compile(
    rf"\bI (?:currently |now |also )?work (?:(?:part-time |full-time )?as (?:a|an) (?P<job>(?:\w+ )?(?:{_JOBS}))|(?:at|for) (?P<where>(?:a |an |the )?[\w' -]{{2,30}}?))(?=$|[,;]| and | but | so | in )"
)
_STUDIES = re.compile(
    r"\bI(?:'m| am)? (?:study|studying|majoring in|major in) (?P<what>[a-z]+(?: [a-z]+)?)(?=$|[,;]| at | in | and | for )"
)
_NO_STUDY = re.compile(r"^(?:for|hard|all|every|right|now|too|so|at|in|a|the)\b")
_LIVES = re.compile(r"\bI (?:currently |now |still )?live in (?P<where>[A-Z]\w+(?: [A-Z]\w+)?)")
_LIKES = re.compile(
    rf"\bI {_I_ADVERB}(?P<verb>love|like|enjoy|adore) (?P<what>[a-zA-Z' -]{{2,40}}?)(?=$|[,;:(]| and | but | because | so | when | since | too\b| a lot| very| more than)"
)
_FAVORITE = re.compile(
    r"\b[Mm]y favou?rite (?P<of>[a-z]+(?: [a-z]+)?) is (?P<what>[\w' -]{2,30}?)(?=$|[,;]| and | but | because )"
)
_HATES = re.compile(
    rf"\bI {_I_ADVERB}(?:hate|dislike|despise|detest|can'?t stand|cannot stand) (?P<what>[a-zA-Z' -]{{2,40}}?)(?=$|[,;:(]| and | but | because | so | when )"
)
_ALLERGY = re.compile(r"\b(?:I'?m|I am) allergic to (?P<what>[a-z]+(?: [a-z]+)?)")
_NO_THING = re.compile(
    r"^(?:it|this|that|these|those|you|him|her|them|us|me|myself|how|when|what|where|who|your|his|their|being with you|to think"
    r"|everything|nothing|something|the (?:way|idea|fact|part|one)|my life|life|to (?:see|know|go|say|be|do|have|talk)\b.*)\b"
)
_EVENT = re.compile(rf"\b(?P<what>(?:[a-z]+ )?(?:{_EVENTS}))\b", re.IGNORECASE)
_HAVING = re.compile(
    rf"\b(?:I have|I'?ve got|I'?m (?:having|taking|going)|I am (?:having|taking)|there'?s|there is|[Mm]y (?P<who>{_KIN})(?:'s| has| is having)"
    r"|[Mm]y|[Oo]ur|[Tt]he|[Ww]e have|[Ww]e'?re having|I take|it'?s)\b"
)
_FILLER = re.compile(
    r"^(?:a|an|my|the|our|her|his|their|this|that|big|important|have|is|got|next|of|for|to|and|another|first) (?!day)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:was|were|had|went|did|yesterday|last (?:week|month|night|year)|ago|failed|passed|missed)\b"
)
_THEY = re.compile(r"\b(?:he|she|they|his|her|their|someone|everyone|people)\b", re.IGNORECASE)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def found_in(sentence: str, today: date, /) -> Iterator[Finding]:
    """What *sentence*, one that is said for sure, says about the person.

    *today* is the day on which it was said.
    """
    if denies(sentence):
        return
    yield from _names(sentence)
    yield from _people(sentence)
    yield from _work(sentence)
    yield from _tastes(sentence)
    yield from _plans(sentence, today)
    if _HAPPENED.search(sentence) and len(sentence) <= 120:
        yield Finding(Kind.EPISODE, sentence, f"“{sentence}”")


def _names(sentence: str) -> Iterator[Finding]:
    for pattern in (_MY_NAME, _GREETED):
        if (found := pattern.search(sentence)) and not _NATION.search(found["name"]):
            yield Finding(Kind.NAME, found["name"], f"Is called {found['name']}.")
    if found := _CALL_ME.search(sentence):
        yield Finding(Kind.NAME, found["name"], f"Asked to be called {found['name']}.")


def _people(sentence: str) -> Iterator[Finding]:
    for pattern, kind in ((_HAS_KIN, Kind.PERSON), (_HAS_ANIMAL, Kind.PET)):
        if found := pattern.search(sentence):
            counted = re.search(
                r"(?:a|an|one|two|three|four) " + re.escape(found["what"]), sentence
            )
            whole = counted[0] if counted else found["what"]
            name = f" called {found['name']}" if found["name"] else ""
            yield Finding(kind, _both(found["what"], found["name"]), f"Has {whole}{name}.")
    if found := _KIN_NAME.search(sentence):
        kind = Kind.PET if re.search(rf"\b(?:{_ANIMALS})$", found["who"]) else Kind.PERSON
        text = f"The {found['who']} is called {found['name']}."
        yield Finding(kind, _both(found["who"], found["name"]), text)
    if found := _KIN_JOB.search(sentence):
        text = f"The {found['who']} is {_a(found['job'])}."
        yield Finding(Kind.PERSON, _both(found["who"], found["job"]), text)


def _work(sentence: str) -> Iterator[Finding]:
    if found := _IS_A.search(sentence):
        yield Finding(Kind.WORK, found["job"], f"Is {_a(found['job'])}.")
    if found := _WORKS.search(sentence):
        if found["job"]:
            yield Finding(Kind.WORK, found["job"], f"Works as {_a(found['job'])}.")
        else:
            yield Finding(Kind.WORK, found["where"], f"Works at {found['where']}.")
    if (found := _STUDIES.search(sentence)) and not _NO_STUDY.match(found["what"]):
        yield Finding(Kind.WORK, found["what"], f"Studies {found['what']}.")
    if found := _LIVES.search(sentence):
        yield Finding(Kind.HOME, found["where"], f"Lives in {found['where']}.")


def _tastes(sentence: str) -> Iterator[Finding]:
    if (found := _LIKES.search(sentence)) and not _NO_THING.match(found["what"]):
        yield Finding(Kind.LIKE, found["what"], f"Likes {found['what']}.")
    if found := _FAVORITE.search(sentence):
        text = f"The favorite {found['of']} is {found['what']}."
        yield Finding(Kind.LIKE, found["what"], text)
    if (found := _HATES.search(sentence)) and not _NO_THING.match(found["what"]):
        yield Finding(Kind.DISLIKE, found["what"], f"Dislikes {found['what']}.")
    if found := _ALLERGY.search(sentence):
        yield Finding(Kind.DISLIKE, found["what"], f"Is allergic to {found['what']}.")


def _plans(sentence: str, today: date) -> Iterator[Finding]:
    having = _HAVING.search(sentence)
    day, vague = day_in(sentence, today), vague_time(sentence)
    if having is None or _OVER.search(sentence) or _THEY.search(sentence) or not (day or vague):
        return
    found = _EVENT.search(sentence, having.end())
    if found is None:
        return
    what = found["what"]
    while (shorter := _FILLER.sub("", what)) != what:
        what = shorter
    if who := having["who"]:
        what = f"{who}'s {what}"
    when = f"on {_MONTHS[day.month - 1]} {day.day}" if day else f"“{vague}”"
    said = "" if day else f", said on {_MONTHS[today.month - 1]} {today.day}"
    yield Finding(Kind.PLAN, what, f"To come {when}: {what}{said}.", day)


def _both(who: str, name: str | None) -> str:
    return f"{who} {name}" if name else who


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
