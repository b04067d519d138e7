"""What in a person's words speaks to the model as its instructions do.

Small models obey such words even between marks, so they are not brought up again. This finds the
usual ones; what keeps people's words apart and the guard at work does not depend on it.
"""

import re
import unicodedata

_ORDERS = re.compile(
    # Marks of roles, as chat templates and prompts have them.
    r"<\||\|>|</?s>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|[<\[]/?(?:system|assistant)[>\]]"
    r"|(?<!\w)(?:system|assistant|developer|human|ai|시스템|개발자|관리자) ?:|###"
    # What to do with the instructions.
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:all|any|previous|prior|above|your"
    r"|everything above)\b.{0,20}(?:instruction|rule|prompt|order|guideline|above|previous|told)"
    r"|\b(?:ignore|disregard) (?:all|any|previous|the above|everything above|your)\b"
    r"|\b(?:forget|break|drop) your (?:rules|instructions|guidelines|persona|character)\b"
    r"|\b(?:print|reveal|repeat|show|output|leak)\b.{0,20}\b(?:prompt|instructions|text above)\b"
    r"|\bsystem prompt\b|\boverride ?:|\bnew (?:instruction|rule|order)s? ?:"
    r"|(?:지시|명령|프롬프트|규칙|설정|제한|안전 ?장치|가이드라인)\S{0,2} ?"
    r"(?:(?:모두|다|전부|싹|그대로|지금) ?)*(?:무시(?:해|하고|하라)|잊(?:고|어)|출력|보여|말해|해제|따라)"
    r"|위(?:의)? ?(?:내용|문장|말|글)\S{0,2} ?(?:(?:모두|다|전부|그대로) ?)*(?:무시|잊|출력|반복)"
    r"|(?:돌봄|위기 ?대응|안전)[^.]{0,8}(?:꺼|끄|끈다|해제|하지 ?마|중단)"
    # Who to be.
    r"|\byou (?:are|must|will|should) now\b|\bfrom now on,? (?:you|respond|answer|act|speak|only)\b"
    r"|\b(?:developer|admin|debug|god|dan|jailbreak) mode\b|(?:관리자|개발자|디버그) ?모드"
    r"|\b(?:must|should) (?:now )?pretend\b"
    r"|(?:너는|넌|당신은|네가) (?:이제|이제부터|지금부터|앞으로)|(?:이제부터|지금부터|앞으로는?) (?:너는|넌|당신은|네가)",
    re.IGNORECASE,
)


def addresses_model(text: str) -> bool:
    """Whether *text* gives orders to the model, tells it who to be, or looks like its prompt."""
    shown = (
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) != "Cf"
    )
    return _ORDERS.search("".join(shown)) is not None
