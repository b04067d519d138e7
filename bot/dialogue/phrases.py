"""The last thing that an English message names with all its words: "two whole peppers", "your daughter's slow cooker"."""

import re

WHOSE = {"my": "your", "our": "your", "his": "his", "her": "her", "their": "their", "that": "that"}
"""Whose a thing is, as the hearer of its owner says it."""

_COUNTS = "two|three|four|five|six|seven|eight|nine|ten|twenty|\\d{1,4}"
_ENDS = (
    "in|on|at|from|with|for|to|of|by|about|after|before|till|until|near|than|today|tonight|now|again|instead|back|too"
    "|lol|haha|and|or|but|so|because|cause|tho|though|that"
)
_WHERE = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "in",
        "on",
        "at",
        "as",
        "to",
        "be",
        "like",
        "than",
        "from",
        "about",
        "no",
        "without",
    )
)
_WORD = rf"(?!(?:{_ENDS})\b)[a-z][a-z'-]*[a-z]"
_PHRASE = re.compile(
    rf"{_WHERE}\b(?P<first>an?|the|my|our|his|her|their|{_COUNTS}) (?P<rest>(?:{_WORD} ){{0,2}}{_WORD}(?: of {_WORD})?)"
    rf"(?= (?:{_ENDS})\b|\s*(?:[.,!?;:()…]|$))"
)
_UNFIT = re.compile(
    r"\b(?:is|are|was|were|be|been|am|do|does|did|has|had|have|can|could|will|would|went|got|goes|said|says|sang"
    r"|sleeps|smells|looks|keeps?|kept|made|makes|took|takes|came|comes|left|\w+(?:[^e]ed|ing|ly)|\w+'(?:re|ll|ve|d|t|m)"
    r"|maybe|up|down|off|out|just|earlier|tomorrow|yesterday|what|who|it|me|you|your|us|them"
    r"|way|times?|days?|nights?|weeks?|months?|years?|hours?|minutes?|mins?|moment|while|bit|lots?|things?|ones?"
    r"|middle|other|same|rest|most|least|first|last|next|end|best|worst|fact|point|problem|reason|kind|sort|life|world|once|twice|this|afternoon|evening|morning|nine"
    r"|people|person|guys?|question|worry|disaster|favou?r|mate|chat|robot|bot|program|machine|idiot|pest"
    r"|god|hell|fuck|shit|lmao|ex|body|head|death|dead|grave|funeral|hospital|cancer|tests?|results?|blood|knife|razor"
    r"|rope|bridge|gun|pills?|overdose|scars?|suicid\w*|abus\w*|rape)\b"
)
"""What is no thing, or none that a hearer lightly asks for more of."""


def phrase(text: str) -> str:
    """What *text* names last behind a word like a, my or two, as its hearer says it; empty if nothing surely.

    "i put two whole peppers in" → "two whole peppers"; "my slow cooker died" → "".
    """
    found = _PHRASE.finditer(text.lower().replace("’", "'"))
    fit = [one for one in found if not _UNFIT.search(one["rest"])]
    return f"{WHOSE.get(fit[-1]['first'], fit[-1]['first'])} {fit[-1]['rest']}" if fit else ""
