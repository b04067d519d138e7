"""What Korean sentences say about the person who writes them, by rules."""

import re
from collections.abc import Iterator
from datetime import date

from bot.memory.certainty import denies
from bot.memory.days import day_in, vague_time
from bot.memory.finding import Finding
from bot.protocols import Kind

_KIN = (
    "남동생|여동생|동생|오빠|언니|누나|형|엄마|어머니|아빠|아버지|할머니|할아버지|이모|고모|삼촌|사촌|조카"
    "|남자\\s?친구|남친|여자\\s?친구|여친|남편|아내|와이프|아들|딸|룸메이트|룸메|친구|짝꿍|시어머니|장모님"
)
_ANIMALS = (
    "강아지|고양이|반려견|반려묘|개|냥이|멍멍이|댕댕이|햄스터|토끼|앵무새|거북이|고슴도치|금붕어"
)
_JOBS = (
    "간호사|의사|약사|수의사|한의사|치과의사|물리치료사|교사|선생님|초등교사|유치원 교사|강사|교수|변호사|판사|검사"
    "|회계사|세무사|공무원|경찰관|경찰|소방관|군인|직업군인|회사원|직장인|개발자|프로그래머|엔지니어|디자이너|기획자"
    "|마케터|기자|작가|웹툰 작가|번역가|통역사|배우|가수|모델|화가|사진작가|피디|유튜버|요리사|셰프|제빵사|바리스타"
    "|미용사|자영업자|사장|카페 사장|농부|어부|운전기사|택시 기사|버스 기사|승무원|조종사|건축가|은행원|연구원|사회복지사"
    "|영업사원|상담원|주부|전업주부|학생|중학생|고등학생|대학생|대학원생|취준생|취업 준비생|재수생|고시생|공시생|수험생"
    "|프리랜서|배달 기사|트레이너|요가 강사|영양사|사서|통계사|은퇴자|휴학생|교환학생|인턴|알바생"
)
_EVENTS = (
    "(?:[가-힣A-Za-z]{1,6}\\s)?(?:자격증\\s?시험|운전면허\\s?시험|면허\\s?시험|필기\\s?시험|실기\\s?시험|시험|면접|발표회|발표|수술"
    "|건강\\s?검진|정기\\s?검진|검진|병원\\s?예약|공연|콘서트|연주회|경기|대회|마감)|중간고사|기말고사|수능|모의고사|토익|결혼식"
    "|생일|여행|소개팅|데이트|이사|입대|전역|졸업식|졸업|입학식|개강|회식|출장|오디션|회의|미팅|첫\\s?출근|제사|상견례|기일|집들이|약속"
)
_HAPPENED = (
    "떨어졌|불합격했|합격했|붙었|헤어졌|싸웠|다퉜|퇴사했|그만뒀|그만두었|입사했|취직했|취업했|이사했|이사 왔|졸업했|입학했"
    "|결혼했|이혼했|다쳤|입원했|수술했|수술받았|수술 받았|돌아가셨|무지개다리|잃어버렸|승진했|전역했|제대했|임신했"
    "|차였|고백했|고백받았|사귀기로|사귀게|해고됐|해고당했|잘렸|망쳤|혼났|죽었|복학했|휴학했|1등 했|상 받았|상을 받았"
)
# Whoever stands there as the subject, it is not the person who writes.
_OTHERS = re.compile(
    r"(?<![가-힣])(?:걔|쟤|얘|그 ?사람|그분|그 ?애|그녀|그|누가|너|니|네|당신|사람들|남들|다들|애들|우리 ?반 ?애들|[가-힣]+ ?씨|[가-힣]+ ?님"
    r"|팀장|부장|과장|대리|사장|선배|후배|동료|상사|교수|선생|이웃|연예인|아이돌|회사|학교)(?:님|들)?(?:은|는|이|가|도|께서|께서는)(?= )"
)
_KIN_SUBJECT = re.compile(
    rf"(?:^|(?<=\s))(?:우리\s|내\s|제\s|저희\s)?({_KIN}|{_ANIMALS})(?:들)?\s?(?:은|는|이|가|도|께서)?\s"
)
_I = r"(?:^|(?<=\s))(?:저는|나는|난|전|저도|나도|제가|내가|저|나)\s"
_VERY = r"(?:(?:진짜|정말|제일|가장|너무|엄청|무척|많이|되게|아주|참|워낙|원래)\s)*"
_END = r"(?=[\s,.!~]|요|$)"
_LIKES = r"(?:좋아해(?:요)?(?![가-힣])|좋아합니다|좋아하거든|좋아하는데|좋아하고|좋아함|좋아한다|좋아하는 편|사랑해(?:요)?(?![가-힣]))"
_DISLIKES = r"(?:싫어해(?:요)?(?![가-힣])|싫어합니다|싫어하거든|싫어하는데|싫어하고|싫어함|싫어한다|싫어하는 편)"
_STATED = (
    "이라고", "이예요", "이에요", "입니다", "이거든", "이고", "인데", "이야", "예요", "에요", "라고", "거든", "임", "고", "야",
)  # fmt: skip
_AFTER_VOWELS = {"예요", "에요", "라고", "거든", "고", "야"}
_NO_NAME = {"아직", "그냥", "뭐", "비밀", "이거", "그거", "저거", "없"}
_NO_THING = re.compile(
    r"^(?:너|널|니|네|당신|걔|쟤|그거|이거|저거|그것|이것|그런 거|이런 거|그|나|저|거|것|게|건|뭐|걸|더|덜|오늘|제일|가장|많이|.*(?:하는|되는|가는|오는|먹는) ?(?:것|거|걸|게)?)$"
)
_NO_HOME = {
    "집",
    "여기",
    "거기",
    "저기",
    "곳",
    "데",
    "근처",
    "동네",
    "같이",
    "혼자",
    "세상",
    "시골",
}


def found_in(sentence: str, today: date, /) -> Iterator[Finding]:
    """What *sentence*, one that is said for sure, says about the person.

    *today* is the day on which it was said.
    """
    if denies(sentence):
        return
    yield from _names(sentence)
    yield from _people(sentence)
    yield from _animals(sentence)
    if not _is_about_others(sentence):
        yield from _work(sentence)
        yield from _home(sentence)
        yield from _tastes(sentence)
    if not _OTHERS.search(sentence + " "):
        yield from _plans(sentence, today)
        yield from _episodes(sentence)


# Words that look like a subject and are none, or are one's own doing.
_NO_SUBJECT = re.compile(
    r"^(?:나|난|저|전|내|제|우리|저희|많|같|굉장|요즘|오늘|지금|사실|원래|이번|평소|주말|필기|실기|시험|면접|결과|성적|이름|취미|.*(?:에|에서|으로|하고))$"
)


def _others_do(before: str) -> bool:
    """Whether somebody or something else is the subject of what stands behind *before*."""
    found = re.findall(r"(?:^|(?<=\s))(\S+?)(?:은|는|이|가|께서|께서는)(?=\s)", before)
    return any(not _NO_SUBJECT.match(one) for one in found)


def _is_about_others(sentence: str) -> bool:
    subject = _KIN_SUBJECT.search(sentence + " ")
    return bool(subject or _OTHERS.search(sentence + " ")) and not re.search(_I, sentence)


def _closed(word: str) -> bool:
    """Whether *word* ends in a consonant."""
    last = word[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28 > 0
    return last in set("013678LMNlmn")


def _noun(word: str) -> str:
    """*word* without the ending that makes it a statement: “지민이에요” → “지민”."""
    for ending in _STATED:
        stem = word.removesuffix(ending)
        closed = True if ending.startswith("이") else False if ending in _AFTER_VOWELS else None
        if stem != word and stem and closed in {None, _closed(stem)}:
            return stem
    return word


def _with(word: str, closed: str, opened: str) -> str:
    return word + (closed if _closed(word) else opened)


def _is(word: str) -> str:
    return _with(word, "이에요", "예요")


_MY_NAME = re.compile(r"(?<![가-힣])(?:제|내|나의|저의) 이름은 (?P<name>[가-힣A-Za-z]{1,8})")
_I_AM_CALLED = re.compile(
    r"(?<![가-힣])(?:저는|나는|난|전) (?P<name>[가-힣A-Za-z]{1,8}라고) (?:해요|합니다|해|불려요|불려)(?=[\s,.!~]|$)"
)
_CALL_ME = re.compile(
    r"(?:^|(?<=\s))(?P<name>[가-힣A-Za-z]{1,8}라고) (?:불러\s?(?:줘|주세요|주라|줄래)|불러도 (?:돼|되)|부르면 (?:돼|되)|부르시면)"
)


def _names(sentence: str) -> Iterator[Finding]:
    for pattern in (_MY_NAME, _I_AM_CALLED):
        if name := _name(pattern, sentence):
            yield Finding(Kind.NAME, name, f"이름은 {_is(name)}.")
    if name := _name(_CALL_ME, sentence):
        called = _with(name, "이라고", "라고")
        yield Finding(Kind.NAME, name, f"{called} 불러 달라고 했어요.")


def _name(pattern: "re.Pattern[str]", sentence: str) -> str:
    found = pattern.search(sentence)
    name = _noun(found["name"]) if found else ""
    return "" if name in _NO_NAME else name


_KIN_NAME = re.compile(
    rf"(?<![가-힣])(?:우리 |내 |제 |저희 )?(?P<who>{_KIN}|{_ANIMALS})(?:의)? 이름은 (?P<name>[가-힣A-Za-z]{{1,8}})"
)
_HAS_KIN = re.compile(
    rf"^(?:(?:사실|그리고|근데|참) )?(?:(?:저는|나는|난|전|저|나|저한테|나한테)(?:는)? )?(?:\S+ ?살 (?:(?:많은|어린|위인|아래인) )?)?(?P<who>{_KIN})(?:이|가|도)? (?:(?:한|두|세) 명(?:이)? |하나 |둘 |셋 )?(?:있어|있습|있거든|있는데|있고|있다)"
)
_KIN_JOB = re.compile(
    rf"(?<![가-힣])(?:우리 |내 |제 |저희 )?(?P<who>{_KIN})(?:은|는|이|가) (?P<job>{_JOBS})(?:이에요|예요|이야|야|입니다|이고|고|셔|세요|이시고|시거든|이거든|거든){_END}"
)


def _people(sentence: str) -> Iterator[Finding]:
    if (found := _KIN_NAME.search(sentence)) and (name := _name(_KIN_NAME, sentence)):
        who = found["who"]
        kind = Kind.PET if re.fullmatch(_ANIMALS, who) else Kind.PERSON
        yield Finding(kind, f"{who} {name}", f"{who} 이름은 {_is(name)}.")
    if found := _HAS_KIN.search(sentence):
        who = found["who"]
        yield Finding(Kind.PERSON, who, f"{_with(who, '이', '가')} 있어요.")
    if found := _KIN_JOB.search(sentence):
        who = _with(found["who"], "은", "는")
        yield Finding(Kind.PERSON, f"{found['who']} {found['job']}", f"{who} {_is(found['job'])}.")


_KEEPS = re.compile(
    rf"(?<![가-힣])(?P<what>{_ANIMALS})(?:를|을|도)? ?(?:(?:한|두|세|네|다섯) ?마리(?:를)? )?(?:같이 )?키(?:워|우고 있|웁니다|우는데|우거든|운다|움)"
)


def _animals(sentence: str) -> Iterator[Finding]:
    if (found := _KEEPS.search(sentence)) and not _is_about_others(sentence[: found.start()]):
        yield Finding(Kind.PET, found["what"], f"{_with(found['what'], '을', '를')} 키워요.")


_IS_A = re.compile(
    rf"(?:^|(?<=\s))(?:(?:저는|나는|난|전|저|나) )?(?P<where>[가-힣A-Za-z]{{2,8}} )?(?P<job>{_JOBS})(?:이에요|예요|이야|야|입니다|이고|임|인데|이거든|거든){_END}"
)
_WORKS_AS = re.compile(rf"(?P<job>{_JOBS})(?:으로|로) (?:일해|일하고 있|일하는|일합니다|근무)")
_WORKS_AT = re.compile(
    r"(?:^|(?<=\s))(?P<where>[가-힣A-Za-z0-9]{2,10}(?: [가-힣A-Za-z]{2,6})?)에서 (?:(?:아르바이트|알바|인턴)(?:로|으로)? )?(?:일해|일하고 있|일합니다|일하는데|알바해|알바하고|아르바이트해|근무해|근무하고)"
)
_STUDIES = re.compile(
    r"(?:^|(?<=\s))(?P<what>(?:고등학교|고|중학교|중|대학교|대학)\s?[1-6](?:학년)?|[가-힣]{2,8}(?:학과|전공|공학과|교육과)(?: \d학년)?)(?:이에요|예요|이야|야|입니다|이고|고|임|인데|이거든|거든)"
)


def _work(sentence: str) -> Iterator[Finding]:
    for pattern in (_WORKS_AS, _IS_A):
        found = pattern.search(sentence)
        if found and not _others_do(sentence[: found.start("job")]):
            yield Finding(Kind.WORK, found["job"], f"{_is(found['job'])}.")
            break
    if found := _WORKS_AT.search(sentence):
        where = re.sub(_I.replace(r"(?:^|(?<=\s))", "^"), "", found["where"] + " ").strip()
        where = re.sub(r"^(?:그냥|요즘|지금|이번에|계속|원래|주말에|평일에)\s", "", where)
        if where and where not in _NO_HOME and not _others_do(sentence[: found.end("where")]):
            yield Finding(Kind.WORK, where, f"{where}에서 일해요.")
    if found := _STUDIES.search(sentence):
        yield Finding(Kind.WORK, found["what"], f"{_is(found['what'])}.")


_LIVES = re.compile(
    r"(?:^|(?<=\s))(?P<where>[가-힣A-Za-z]{2,8}(?: [가-힣]{2,6}[동구시군읍면])?)에(?:서)? (?:혼자 |같이 |가족이랑 |부모님이랑 |친구랑 )?(?:살아|살고 있|삽니다|산다|살거든|사는데|자취해|자취하고)"
)


def _home(sentence: str) -> Iterator[Finding]:
    if found := _LIVES.search(sentence):
        where = re.sub(r"^(?:저는|나는|난|전|지금|요즘|현재)\s?", "", found["where"])
        others = _others_do(sentence[: found.start()])
        if (
            not others
            and where not in _NO_HOME
            and not where.endswith(("집", "곳", "동네", "근처"))
        ):
            yield Finding(Kind.HOME, where, f"{where}에 살아요.")


_LIKE = re.compile(rf"(?P<what>[가-힣A-Za-z0-9 ]{{1,24}}?)(?P<mark>을|를|도)? {_VERY}{_LIKES}")
_DISLIKE = re.compile(
    rf"(?P<what>[가-힣A-Za-z0-9 ]{{1,24}}?)(?P<mark>을|를|도)? {_VERY}{_DISLIKES}"
)
_HOBBY = re.compile(r"취미(?:는|가) (?P<what>(?:[가-힣A-Za-z]+ )?[가-힣A-Za-z]+)$")
_ALLERGY = re.compile(r"(?P<what>[가-힣]{1,8}) ?알레르기(?:가|도)? (?:심하게 |좀 )?있")
_SUBJECT = re.compile(r"\S(?:이|가|은|는|께서)\s")


def _tastes(sentence: str) -> Iterator[Finding]:
    for pattern, kind, verb in (
        (_LIKE, Kind.LIKE, "좋아해요"),
        (_DISLIKE, Kind.DISLIKE, "싫어해요"),
    ):
        if found := pattern.search(sentence):
            what = _thing(found["what"], marked=bool(found["mark"]))
            before = sentence[: sentence.rfind(what, 0, found.end("what") + 1)]
            if what and not _others_do(before):
                yield Finding(kind, what, f"{_with(what, '을', '를')} {verb}.")
    if found := _HOBBY.search(sentence):
        hobby = _noun(found["what"])
        yield Finding(Kind.LIKE, hobby, f"취미는 {_is(hobby)}.")
    if found := _ALLERGY.search(sentence):
        yield Finding(Kind.DISLIKE, found["what"], f"{found['what']} 알레르기가 있어요.")


def _thing(words: str, *, marked: bool) -> str:
    """What is liked, out of the *words* before the verb; empty if that is not sure."""
    words = re.sub(rf"^{_I}", "", words.strip() + " ").strip()
    words = re.sub(r"^(?:요즘|근데|그리고|사실|완전|옛날부터|어릴 때부터|예전부터)\s", "", words)
    words = re.sub(rf"(?:^|\s){_VERY}$", "", words).strip()
    if not marked and words.endswith(("을", "를", "도")):
        words = words[:-1]
    if not words or (_SUBJECT.search(words + " x") and len(words.split()) > 2):
        return ""
    words = " ".join(words.split()[-2:])
    if (
        _SUBJECT.search(words)
        or _NO_THING.match(words)
        or words.endswith(("에서", "에게", "한테", "가"))
    ):
        return ""
    return words


_EVENT = re.compile(
    rf"(?<![가-힣])(?P<what>{_EVENTS})(?=[이가은는을를도에야예라인임입해하봐보받간 ]|$)"
)
_ORDERED = re.compile(
    r"(?:추가|등록|예약|설정|저장|정리|취소|변경|삭제|브리핑)\s?(?:해|하기|하|부탁)|알려|어디로|몇 ?(?:시|번|개|명|월|일)"
)
_OVER = re.compile(r"(?:었|았|였|했|봤|갔|왔|됐|났|쳤|졌|렸)(?:어|다|는데|거든|지|고|네|습|음|더)")
_DUE = re.compile(
    r"있(?:어|는데|거든|습|다|고|음)|이야|야|예요|이에요|입니다|봐|보러|본다|봅|잡혔|가(?:요|거든|는데|기로)?(?![가-힣])|간다|갑니다|해요?|한다|하기로|앞두|인데|임|이거든|거든|온다|와|다가오|라서|이라|이라서|받아|치러"
)
_FILLER = re.compile(
    r"^(?:내일|모레|오늘|이번|다음|주|주에|에|나|저|첫|또|그|날|이번주|다음주|주말|주말에|드디어|곧|진짜|있는|저녁에|아침에|오후에|오전에|밤에|낮에|\S*(?:일|요일|달|뒤|후|에|는|은|도|이|가))\s"
)


def _plans(sentence: str, today: date) -> Iterator[Finding]:
    if ("잡혔" not in sentence and _OVER.search(sentence)) or _ORDERED.search(sentence):
        return
    found = _EVENT.search(sentence)
    if found is None or not _DUE.search(sentence[found.end() :]):
        return
    day, vague = day_in(sentence, today), vague_time(sentence)
    if day is None and vague is None:
        return
    what = found["what"]
    while (shorter := _FILLER.sub("", what)) != what:
        what = shorter
    subject = _KIN_SUBJECT.search(sentence[: found.end()])
    if subject and subject.start() < found.start() and not re.search(_I, sentence):
        with_somebody = re.search(rf"{re.escape(subject[1])}(?:이랑|랑|하고|와|과)", sentence)
        what = what if with_somebody else f"{subject[1]} {what}"
    there_is = f"{_with(what, '이', '가')} 있어요."
    if day is not None:
        yield Finding(Kind.PLAN, what, f"{day.month}월 {day.day}일에 {there_is}", day)
    else:
        said = f"{today.month}월 {today.day}일에 말한 ‘{vague}’"
        yield Finding(Kind.PLAN, what, f"{there_is[:-1]} ({said}).")


def _strangers(before: str) -> bool:
    """Whether it happened to something else than the person, their people and their animals."""
    theirs = (
        rf"(?<!\S)(?:우리 |내 |제 |저희 )?(?:{_KIN}|{_ANIMALS})(?:은|는|이|가|께서|께서는)(?=\s)"
    )
    return _others_do(re.sub(theirs, "", before))


def _episodes(sentence: str) -> Iterator[Finding]:
    found = re.search(
        rf"(?:{_HAPPENED})(?:어|다(?!는|고|면|니)|습|는데|거든|고|지|네|음|ㅠ|구나|던|$)", sentence
    )
    if found and len(sentence) <= 80 and not _strangers(sentence[: found.start()]):
        yield Finding(Kind.EPISODE, sentence, f"“{sentence}”")
