"""Giving a person's own English words back: "my boss ignores me" → "So your boss ignores you."."""

import re

_LONGEST = 10  # words of a sentence that is given back
_SWAPPED = {
    "i": "you", "i'm": "you're", "im": "you're", "i've": "you've", "ive": "you've", "i'd": "you'd",
    "i'll": "you'll", "me": "you", "my": "your", "mine": "yours", "we": "you", "we're": "you're", "we've": "you've", "us": "you", "our": "your", "myself": "yourself", "am": "are",
    "dont": "don't", "cant": "can't", "didnt": "didn't", "isnt": "isn't", "wont": "won't",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "rn": "right now",
}  # fmt: skip
_SUBJECTS = {
    "he",
    "she",
    "they",
    "it",
    "he's",
    "she's",
    "they're",
    "it's",
    "his",
    "her",
    "their",
    "the",
}
_STARTERS = re.compile(
    r"^(?:and|so|well|also|then|ok|okay|yeah|yes|no(?! one| idea|body)|oh|ugh|btw|anyway|honestly|actually|basically|idk|tbh|because|cause|like|(?:the )?(?:only )?(?:problem|thing|trouble) is|turns out)\b[, ]*",
    re.IGNORECASE,
)
# What has a subject and a verb, so that it stands alone.
_WHOLE = re.compile(
    r"^(?:i|i'm|im|i've|ive|i'd|we|we're|we've|he|she|they|it|he's|she's|they're|it's|(?:my|his|her|their|our|the) [a-z]+(?: [a-z]+)? (?:is|was|are|were|has|had|have|isn't|wasn't|won't|doesn't|didn't|hasn't|don't|can't|keeps?|says?|wants?|thinks?|needs?|likes?|hates?|got|went|came|left|made|took|gave|lost|found|broke|fell|[a-z]{2,}ed))(?: [\w'$%:/-]+){2,}$",
    re.IGNORECASE,
)
# What must not come back out of another's mouth: insults, despair, guesses, and the second person.
_UNFIT = re.compile(
    r"\b(?:you|your|u|ur|stupid|idiot|dumb|ugly|fat|worthless|useless|loser|failure|pathetic|die|dead|died|kill\w*|hurt|cut|fuck\w*|shit\w*|bitch\w*|hate|love|sorry|thanks?|hope|guess|think|mean|dunno|swear|wonder|wish|will|i'll|what|why|who|how|if|told|said|dont know$|don't know$|maybe|should|fine|okay|nothing)\b|\b(?:is|isn't|was|wasn't|does|doesn't|do|don't|are|aren't) (?:it|he|she|they)$",
    re.IGNORECASE,
)


# What is only hung on at the end.
_FILLERS = re.compile(
    r"(?:\s+(?:lol|lmao|haha+|tbh|ngl|rn|honestly|actually|so|like|or something|and stuff|anyway))+$"
)
# How much, when, where and with whom: what answers a question without a verb.
_PIECE = re.compile(
    r"^(?:(?:about|almost|nearly|like|only|just|maybe|over|around) )?"
    r"(?:\d[\w:.%$-]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:-\w+)?"
    r"|every|since|at|in|on|with|from|near|next to|behind|my|the|a|an|his|her|our|their|all|most|both|half|once|twice)\b(?: [\w'-]+){0,4}$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|am|do|did|has|have|had|can|will|go|went|get|got|said|\w+'(?:s|re|ll|ve|m|d|t)|time|times|old|\w+ed|god|way|hell|worst|best)\b",
    re.I,
)


def answer(message: str) -> str | None:
    """A bare piece of an answer, as its hearer repeats it: "with my sister" → "With your sister, okay."."""
    piece = _STARTERS.sub("", message.replace("’", "'").strip(" .!~…"))
    if not _PIECE.match(piece) or _VERB.search(piece) or _UNFIT.search(piece):
        return None
    heard = " ".join(_heard(piece.split()))
    return f"{heard[0].upper()}{heard[1:]}, okay."


def mirror(message: str, *, lightly: bool = False) -> str | None:
    """The last sentence of *message* as its hearer repeats it; None if it does not suit.

    *lightly*: in another form, for the second of two in a row.
    """
    parts = [
        part.strip()
        for part in re.split(r"[.!…~\n,;:()]+|\b(?:but|though)\b", message.replace("’", "'"))
    ]
    parts = [_FILLERS.sub("", part) for part in parts]
    last = _STARTERS.sub("", next((part for part in reversed(parts) if part), ""))
    words = last.split()
    if "?" in message or len(words) > _LONGEST or not _WHOLE.match(last) or _UNFIT.search(last):
        return None
    heard = " ".join(_heard(words))
    return f"Ah, {heard}." if lightly else f"So {heard}."


def swapped(text: str) -> str:
    """*text* in the second person where it is in the first: "my boss" → "your boss"."""
    return " ".join(_heard(text.split()))


def _heard(words: list[str]) -> list[str]:
    if all(word.isupper() for word in words):
        words = [word.lower() for word in words]  # shouting, or a keyboard that does
    if words[0].lower() in _SUBJECTS:
        words = [words[0].lower(), *words[1:]]
    heard = [_SWAPPED.get(word.lower(), word) for word in words]
    for place, (said, before) in enumerate(zip(words[1:], heard, strict=False), 1):
        if before != "you":
            heard[place] = said if said.lower() == "am" else heard[place]
        elif said.lower() in {"was", "wasn't"}:
            heard[place] = said.lower().replace("was", "were")
    return heard
