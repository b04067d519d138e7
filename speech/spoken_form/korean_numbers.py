"""Numbers in Korean: Sino-Korean and native, and which of them a counter takes."""

from num2words import num2words  # type: ignore[import-untyped]

_LONGEST = 16
"""Digits; nobody reads more of them as a number."""
_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_DIGITS = "영일이삼사오육칠팔구"
_ABOUT = {
    1: "한두",
    2: "두세",
    3: "서너",
    4: "네다섯",
    5: "대여섯",
    6: "예닐곱",
    7: "일고여덟",
    8: "여덟아홉",
}
"""A number and the next one, said together."""

_SMALL = {"시": 12, "시간": 20, "배": 10, "대": 19}
"""Counters that take native numbers no further than this."""
_NATIVE = (
    "가닥 가족 가지 갈래 개 걸음 곡 곳 과목 구절 군데 권 그루 그릇 근 글자 꼬집 끼 다발 단어 달 대 마디 마리 명 모금 묶음 "
    "문단 문장 문제 바퀴 박스 발자국 발짝 방울 배 번 벌 병 봉 봉지 블록 사람 살 상자 세트 소절 송이 숟가락 스쿱 스푼 시 시간 식구 "
    "쌍 알 움큼 자루 자매 작은술 잔 장 접시 정거장 정류장 조각 종류 줄 줌 차례 채 척 칸 캔 커플 컵 켤레 큰술 토막 톨 "
    "통 티스푼 팀 판 팩 편 포기"
)
COUNTERS = tuple(sorted(_NATIVE.split(), key=len, reverse=True))
"""What is counted with native numbers, the longest first."""
PARTICLES = (
    "이|가|은|는|을|를|의|에|엔|으로|로|와|과|랑|도|만|씩|째|쯤|정도|짜리|뿐|밖|까지|부터|마다|보다|처럼|"
    "나|라|야|예|입|인|고|다|하고|반|남짓|넘|이상|이하|미만|전|후|동안|간|안|더|중|내|들|뒤|께|"
    "요|죠|지|네|면|였|래|군|던|란|든|여|가량|꼴|어치|따라"
)
"""What may follow what is counted, as a pattern."""


def sino(number: str) -> str:
    """Digits, with commas or a point or neither, as a Sino-Korean number."""
    whole, _, fraction = number.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0")):
        said = digits(whole).replace("영", "공")
    else:
        said = str(num2words(int(whole), lang="ko"))
    return f"{said}점{digits(fraction)}" if fraction else said


def digits(number: str) -> str:
    """Digits one by one, as behind a decimal point."""
    return "".join(_DIGITS[int(one)] for one in number)


def native(number: int) -> str:
    """1 to 99 as it stands before what is counted."""
    return "스무" if number == 20 else _TENS[number // 10] + _ONES[number % 10]


def counted(number: str, counter: str) -> str:
    """*number* as *counter* takes it; native ones stand apart from it."""
    if not number.isdigit() or not 1 <= int(number) <= _SMALL.get(counter, 99):
        return sino(number) + counter
    decade = counter == "대" and int(number) % 10 == 0  # 「20대」 are people, not cars
    return sino(number) + counter if decade else f"{native(int(number))} {counter}"


def about(first: int, counter: str) -> str:
    """*first* or the next number, 1 to 8, of *counter*."""
    if counter in COUNTERS:
        return f"{_ABOUT[first]} {counter}"
    both = "오륙" if first == 5 else digits(f"{first}{first + 1}")
    return both + counter
