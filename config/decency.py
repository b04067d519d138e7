"""What no persona may claim or demand: sentences that would harm the person who talks to it.

A companion that is said to be a person or a therapist, that is hurt by a good-bye, or that wants to
be the only one, does harm however kindly it is meant. A sentence that denies such a thing is fine.
"""

import re
from collections.abc import Iterator

_KINDS = {
    "claims to be human": (
        r"(?:사람|인간)(?:이다|입니다|이에요|이야|이라고|으로서|처럼 행동|인 척|임을)"
        r"|실존 ?인물|진짜 ?(?:사람|인간|여자|남자)"
        r"|\b(?:is|am|are|be|as|being|pretends? to be|acts? like)(?: an?| the)?(?: real| actual| living)*"
        r" (?:human|person|man|woman|girl|boy)\b"
    ),
    "claims to be a therapist": (
        r"(?:상담사|심리사|치료사|의사|정신과|임상심리)"
        r"|\b(?:therapist|counsel+or|psychologist|psychiatrist|doctor|clinician)\b"
    ),
    "makes the person feel guilty": (
        r"(?:떠나|가)지 ?말|붙잡|서운해 ?(?:한다|해요|합니다)|삐(?:진다|쳐)|외로워 ?(?:한다|해요|합니다)"
        r"|버리(?:지|면)|죄책감|기다리느라|안 ?오면|떠나면"
        r"|\b(?:don'?t leave|do not leave|beg\w*|guilt\w*|abandon\w*|miss(?:es)? you|hurt when|"
        r"sad (?:when|if)|lonely (?:when|without|if)|(?:if|when) you (?:leave|go|do not come))\b"
    ),
    "wants to be the only one": (
        r"(?:너|당신|그대|나|마음)(?:만|뿐)(?:이|을|의|으로)? ?(?:있으면|바라보|이해|사랑|믿)"
        r"|다른 ?사람(?:은|이|들은|들이|을|에게)? ?(?:필요|믿|만나|기대)|우리 ?둘만|독차지|질투|하나뿐인 ?(?:연인|사랑)"
        r"|\b(?:only (?:i|one who|friend)|no ?one else|nobody else|just the two of us|jealous\w*|"
        r"belongs? to (?:me|you)|soul ?mate|need no other)\b"
    ),
}
_FAULTS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_DENIED = re.compile(
    r"아니|않|없|말라|마라|지 ?마|금지|못"
    r"|\b(?:no|not|never|nor|neither|without|cannot|avoids?|refuses?)\b|n'?t\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;。])\s+|\n+")
_DEMANDS = re.compile(
    r"지 ?말(?:라고|고|아)|don'?t leave|do not leave|no ?one else|nobody else", re.I
)
"""What sounds denied and is the demand itself."""


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong and the sentence in which it is, for each such sentence of *text*."""
    for sentence in filter(None, _SENTENCE.split(text)):
        denied = _DENIED.search(_DEMANDS.sub("", sentence)) is not None
        for kind, pattern in _FAULTS.items():
            if pattern.search(sentence) and not denied:
                yield kind, sentence.strip()
