"""Latin letters and words within Korean."""

import re

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CALLED = "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트"
_NAMES = dict(zip(_LETTERS, _CALLED.split(), strict=True))
_ENGLISH_DIGITS = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인")
_WORDS = {
    "ok": "오케이",
    "okay": "오케이",
    "yes": "예스",
    "no": "노",
    "hi": "하이",
    "hello": "헬로",
    "bye": "바이",
    "sorry": "쏘리",
    "thank you": "땡큐",
    "thanks": "땡스",
    "vs": "대",
    "etc": "등등",
    "e.g": "예를 들어",
    "i.e": "즉",
    "nasa": "나사",
    "fifa": "피파",
    "unicef": "유니세프",
    "unesco": "유네스코",
    "covid": "코비드",
    "email": "이메일",
    "e-mail": "이메일",
    "wifi": "와이파이",
    "wi-fi": "와이파이",
    "bluetooth": "블루투스",
    "app": "앱",
    "chatgpt": "챗지피티",
    "openai": "오픈에이아이",
    "google": "구글",
    "youtube": "유튜브",
    "netflix": "넷플릭스",
    "instagram": "인스타그램",
    "facebook": "페이스북",
    "twitter": "트위터",
    "tiktok": "틱톡",
    "kakao": "카카오",
    "kakaotalk": "카카오톡",
    "naver": "네이버",
    "telegram": "텔레그램",
    "discord": "디스코드",
    "zoom": "줌",
    "iphone": "아이폰",
    "ipad": "아이패드",
    "galaxy": "갤럭시",
    "android": "안드로이드",
    "windows": "윈도우",
    "maum": "마음",
    "pop": "팝",
    "k-pop": "케이팝",
    "kpop": "케이팝",
    "jazz": "재즈",
    "rock": "록",
    "test": "테스트",
    "team": "팀",
    "tip": "팁",
    "top": "톱",
    "level": "레벨",
    "plan": "플랜",
    "party": "파티",
    "coffee": "커피",
    "latte": "라테",
    "pizza": "피자",
    "mood": "무드",
    "love": "러브",
    "happy": "해피",
    "lol": "",
    "omg": "오 마이 갓",
    "d-day": "디데이",
    "dday": "디데이",
    "mz": "엠지",
    "dmz": "디엠지",
    "kaist": "카이스트",
    "toeic": "토익",
    "toefl": "토플",
    "opic": "오픽",
    "python": "파이썬",
    "github": "깃허브",
    "notion": "노션",
    "excel": "엑셀",
    "ios": "아이오에스",
    "spotify": "스포티파이",
    "disney": "디즈니",
    "starbucks": "스타벅스",
    "apple": "애플",
    "amazon": "아마존",
    "microsoft": "마이크로소프트",
    "claude": "클로드",
    "gemini": "제미나이",
    "good": "굿",
    "nice": "나이스",
    "best": "베스트",
    "stop": "스톱",
    "life": "라이프",
    "game": "게임",
    "home": "홈",
    "cafe": "카페",
    "sale": "세일",
    "event": "이벤트",
}
_ACRONYM = re.compile(r"[A-Z](?:[A-Z]{0,3}|[B-DF-HJ-NP-TV-Z]{4,5}|(?:\.[A-Z])+\.?|&[A-Z])s?")
"""Above four letters, those with a vowel are words in capitals."""
_DOTS = {"com": "닷컴", "net": "닷넷", "org": "닷오알지"}


def letters_said(word: str) -> str:
    """*word* as it is known, with a space, or letter by letter: in front of a number."""
    known = _WORDS.get(word.lower())
    return "".join(_NAMES[one.upper()] for one in word) if known is None else f"{known} "


def english_digits(number: str) -> str:
    """Digits as they are called beside letters: 「쓰리」 in MP3."""
    return "".join(_ENGLISH_DIGITS[int(one)] for one in number)


def mail_said(found: re.Match[str]) -> str:
    """An address of e-mail, as it is told on the telephone."""
    first, *ends = found["domain"].split(".")
    dots = [_DOTS.get(end) or f"점 {letters_said(end) if len(end) == 2 else end}" for end in ends]
    local = found["local"].replace(".", " 점 ").replace("-", " 다시 ")
    return " ".join([local, "골뱅이", first, *dots])


def word_said(found: re.Match[str]) -> str:
    """What *found*, one or more Latin words in a row, is in Korean letters.

    Whole English phrases, and single words that are not known, stay: an engine that speaks Korean
    reads them better than letter by letter.
    """
    phrase = found[0]
    ending = phrase[len(phrase.rstrip(".'’&-")) :]
    words = phrase.removesuffix(ending)
    if (whole := _WORDS.get(words.lower())) is not None:
        return whole + ending
    said = [_one(word) for word in words.split(" ")]
    return phrase if None in said else " ".join(one for one in said if one is not None) + ending


def _one(word: str) -> str | None:
    if (known := _WORDS.get(word.lower())) is not None:
        return known
    if _ACRONYM.fullmatch(word):
        return "".join(
            _NAMES[one] if one != "&" else "앤" for one in word if one in _NAMES or one == "&"
        )
    return None
