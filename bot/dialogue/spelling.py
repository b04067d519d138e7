"""English as it is typed in a hurry, spelt out: "r u ok" → "are you ok"."""

import re

_SPELT = {
    "u": "you", "r": "are", "ur": "your", "ure": "you're", "youre": "you're", "ppl": "people", "pls": "please",
    "plz": "please", "shd": "should", "cld": "could", "wld": "would", "bc": "because", "cuz": "because",
    "tho": "though", "smth": "something", "abt": "about", "im": "i'm", "ive": "i've", "dont": "don't",
    "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "couldnt": "couldn't", "wont": "won't",
    "wouldnt": "wouldn't", "isnt": "isn't", "wasnt": "wasn't", "arent": "aren't", "havent": "haven't",
    "hasnt": "hasn't", "shes": "she's", "hes": "he's", "thats": "that's", "whats": "what's", "theres": "there's",
    "theyre": "they're",
}  # fmt: skip
_TYPED = re.compile(rf"(?<![\w'.])(?:{'|'.join(_SPELT)})(?![\w'&]|\.\w)", re.IGNORECASE)
# After these "ur" is no possession: "ur so kind".
_YOU_ARE = re.compile(
    r"\bur(?= (?:so|not|a|an|the|just|really|very|too|such|kinda|right|welcome|\w+ing)\b)",
    re.IGNORECASE,
)


def spelt_out(text: str) -> str:
    """*text* with its short spellings written out."""
    return _TYPED.sub(lambda found: _full(found[0]), _YOU_ARE.sub("you're", text))


def _full(typed: str) -> str:
    full = _SPELT[typed.lower()]
    return full.capitalize() if typed[0].isupper() and len(typed) > 1 else full
