"""Giving a person's own words back: 「대답을 못 했어」 → 「대답을 못 했군요.」"""

import re

from bot.dialogue import conjugation
from bot.dialogue.korean import final, with_particle

_ENDING = re.compile(
    r"(?:어요|어|습니다|다|음|네요|네|거든요|거든|는데요|는데|잖아요|잖아|지|죠|소)$"
)  # after a syllable that ends in ㅆ or ㅄ
_OPEN = "".join(chr(0xAC00 + 28 * n) for n in range(399))
_SS, _N, _M = ("".join(chr(0xAC00 + 28 * n + end) for n in range(399)) for end in (20, 4, 16))
_INDIRECT = tuple(
    (re.compile(told), heard)
    for told, heard in (
        # What somebody else said: 「바빴대」, 「나온대」, 「암이래」, 「그만하래」.
        (rf"(?![군반현연한]대)([{_SS}{_N}없많좋싶찮않프쁘])대요?$", "다고 하는군요."),
        (
            rf"((?<![가-힣])별로|[{_OPEN}])(?<!그)(?<!원)(?<!노)(?<!미)(?<!나)(?<!아)(?<!이)(?<!저)래요?$",
            "라고 하는군요.",
        ),
        (r"(지내|만나|먹|하|보|가|살|기다리|사귀|헤어지|끝내|쉬|놀)재요?$", "자고 하는군요."),
        (r"자(?:네요?|대요?|는데요?|더라고?요?)$", "자고 하는군요."),
        (r"(?<!더)([다라])고요?$", "는 말이군요."),
        (r"([다라])더라(?:고요?|구요?)?$", "고 하는군요."),
        # What came before, why, what is meant, how it seems, what is feared.
        (r"([하먹보가]다가)요?$", " 그렇게 됐군요."),
        (r"([아어여해돼와워려져]서)요?$", " 그렇군요."),
        (
            r"^(?!.*(?:[이가] |들이 )).*"
            r"((?:할|갈|볼|살|먹을|쉴|잘|보낼|붙일|만날|놀|탈|시킬|쓸|그만둘)까) ?봐요?$",
            " 하는군요.",
        ),
        (r"것 같(?:아|은데)요?$", "것 같군요."),
        (r"([가-힣]까 ?봐)요?$", " 마음이 쓰이는군요."),
    )
)
"""How others, reasons and fears are told, and what the hearer says instead, behind what is in brackets."""
_WISH = re.compile(r"싶(?:어요|어|다|습니다|네요|네|은데요?|긴 해요?)$")
_HOPE = re.compile(rf"(?<=[{_SS}])으면 ?(?:좋겠[가-힣]*|해요?)?$")
_SAW = re.compile(r"더라(?:고요?|구요?)?$")
# Notes like 「컵 던짐」 tell what happened, unless they say how things are.
_NOTED = re.compile(rf"[{_M}]$(?<![없있같싫좋많음])|음$(?<![없있같싫좋많]음)")
_LASTING = re.compile(r"요즘|맨날|매일|자꾸|항상|계속|(?:^| )[안못]$")
# What is only hung on at the end: 「먹었지 뭐」.
_TAIL = re.compile(r"(?<=지) ?(?:뭐|뭐야|뭐예요|뭐요|뭐유)$")
_STRESSED = re.compile(r"단 말이(?:야|에요|예요|죠|지|거든요?)$")
_OBSERVED = re.compile(r"네요?$")
# What is asked for, of oneself, or of both: not something to be repeated.
_NOT_TOLD = re.compile(
    r"[아어여해] ?봐요?$|(?:까|래|자|게|지|죠|려고|대|냐|니)요?$|줘요?$|그럼$|긴 ?(?:하|해)[가-힣]*$|단다$"
)
# Without the one who is meant by it, the rest would be another statement.
_MINE = re.compile(r"(?<![가-힣])(?:내가|제가|나도|저도|나만)(?![가-힣])")
_STARTERS = re.compile(
    r"^(?:(?:맞아요?|그치|그렇지|그러게|하긴|암튼|아무튼|안녕하세요|안녕|아니|아니야|괜찮아|아|음|어|응|네(?! ?(?:마리|명|개|살|시|번|달|가지|그릇|군데))|근데|그런데|그래서|그리고|그냥|사실|일단|솔직히|헐|헉|와|에휴|하|아뇨|아니요|있잖아|야|오|그럼|그렇구나|그러니까)[, ]+)+"
)
# Where one says a second thing in the same breath: the hearer repeats but that.
_CLAUSES = re.compile(
    rf"(?:(?<=[{_N}]데)|(?<=지만)|(?<=니까)|(?<=더니)|(?<=길래)) (?!없|있)(?=\S+ \S{{2,}}|\S{{5,}})"
    rf"|(?:(?<=[{_SS}]어)|(?<=[{_SS}]어요)|(?<=[에예]요)|(?<=[가-힣]이야)|(?<=[{_SS}]다)(?<!있다)|(?<=라고요)|(?<=더라)) (?!있|왔|갔|올[^해]|갈|오|가[^방]|하)"
)
_SELF = re.compile(
    rf"^(?:나|저(?! (?:소리|사람|아래|위|집|애|쪽|멀리)))(?= )\s*|^(?:나도|저도|난|날(?! (?:뻔|것|줄|때|정도))|(?:내|제)가(?! \S*[{_N}] ))(?= )\s*"
    r"|(?<![가-힣])(?:(?<!큰일 )(?<!화 )(?<!소리 )(?<!냄새 )(?<!눈물 )(?<!생각 )나는|나한테|나에게|나보고|나를|내(?! (?:손|거|것))|우리(?! [집반])|저는|전(?! (?:남|여|애인|직장|회사|부))|저한테|저에게|저를|제)(?= )\s*"
)
# What is not surely a statement about the one who makes it, or ends in what can be read in two ways.
_UNSURE = re.compile(
    rf"(?<![가-힣])(?:진심|드디어|싸)$|야 ?됨$|[가나까] ?봐요?$|[아어여해혀겨켜려져춰와워] ?봐요?$|[가-힣]봐요?$|(?:거|것) 있(?:지|죠|어|잖아)|[가-힣]걸(?:요|까)?$|[걸거] 그랬|(?:[거이말]여|당께|다며|다매|겄네|구마)$"
    r"|(?<![가-힣])(?:몇|뭐|뭘|뭔|뭐가|무슨|무얼|얼마|얼마나|어디|어디서|어디가|언제|어떻게|누가|누구|누굴|왜)(?![가-힣])|어디야$|얼마야$"
    r"|(?:러|으러) ?(?:감|간다|가|갑니다|갈게)요?$|(?:째|(?<=[한두세네섯곱덟홉열0-9] )(?:시|분|개|때|차)|하나|둘|얘기|이야기|더미)(?:네요?|더라|다)$|그려$|(?<![보쌓쓰먹줄끓붙놓])이더라|(?:렵니다|려네|라네)$|(?<![가-힣])올해$"
    rf"|(?<![가-힣])(?:안|못) [가-힣]*[{_M}]$|[님꿈담혐좀참]$|(?:게임|[짝썸]남)$|(?:뒤에|내일|다음|이따|모레|낼|담에|나중에).*(?:[{_M}]|봐|봬요|만나)$"
    rf"|(?:[{_SS}][어다지]|[프쁘]다|[가-힣](?<![보마하있])다|[가-힣](?<![처마다모지걸웃얼믿])음|괜찮아|좋아|싫어|[있없]어|많아|같아|거야|야지|서요|소|[가-힣]파|[가-힣](?:네|군)요|[가-힣][함됨옴감]|[가-힣](?:어|아|해|와|봐|워)요|[이에예]요|[가-힣]이야|거든|(?<![절군반기상시자원그노미오아빨모고세침무])[대래]|몰라|싶어|줘|을래|할래|니다) (?=\S*[가-힣])(?!(?:했|하|그랬|그러|그래|있|왔|갔|말|한|하는|뭐라))"
)
# What must not come back out of another's mouth: insults and despair, guesses, and second persons.
_HARSH = re.compile(
    r"새끼|병신|쓰레기|한심|바보|멍청|[시씨]발|ㅅㅂ|존나|졸라|ㅈ같|미친|죽|자해|자살|못생|쓸모|실패자|뚱뚱"
)
_TELLS = re.compile(
    rf"\S \S.*[다어아여해요지네대래야죠데든라줘와봐고까나소오{_M}]$"
)  # more than a word or two thrown in
_EXCLAIMS = re.compile(
    r"(?:진짜 |완전 |아 )*(?:미쳤[가-힣]{1,2}|대박|헐|어이없[가-힣]{1,2}|레전드)"
)
_CRUDELY = re.compile(r"(?<![가-힣])(?:개|핵|존)(?=싫|좋|웃|힘들|짜증|맛있|재밌|무섭|피곤)")
# To these the person may be the mother or father whom they name.
_PARENTS = re.compile(r"(?:애|아이|아기|큰애|첫째|둘째|아들|딸)(?:가|이|는|은)[^.]*(?:엄마|아빠)")
_UNFIT = re.compile(
    r"^말고 |(?<![가-힣])(?:너|넌|너는|네가|니가|당신|나|나만|나랑|나까지|나보다|저보다|나처럼|저처럼|저|저만|저랑|저|너밖에|너뿐|너라도|너만|너한테|너랑|너도|고마워|미안해|뭐|뭐야|뭔데|왜|누구|누가|어떻게|어떡해|어쩌지|아님|아니고)(?![가-힣])|우리집|밖에 ?(?:못|안)|던 (?:애|사람|녀석)(?:이야|야|임|이에요|예요)$|물어봤|말했잖|겠|말입니다$|겁니다$|눈치네$|것 같더라|걸요?$|(?:디다|시오)$|(?:거|것|게) 아니(?:야|에요|지)$|[가나] 봅니다$|(?:더이다|디다|다오|구려|구먼|려오|라오|는가|시오|게나|네그려)$|(?:같아|같아요)$(?<!것 같아)(?<!것 같아요)|얘긴데|얘기인데|말인데|[?]"
)


_COPULA = re.compile(
    r"(?<=[가-힣])(?<!아니)(?:이야|이에요|예요|에요|입니다|(?<![보쌓모직들먹높줄끓속죽붙놓쓰섞꼬트])이네요?|이거든요?)$"
    r"|(?<= )(?<![해가와돼봐써져려])야$|(?<=[가-힣])(?<![해가와돼봐써져려아])야$"
    r"|(?<=[가-힣])(?<![게모책보쓰붙줄움깎끼조절삭높숙차꼬먹])임$|(?<=최고)네요?$|(?<=대박)이?네요?$"
)
_NOUN = re.compile(r"[가-힣0-9]+(?: (?:정도|[0-9]+[가-힣]{1,2}))?")
_WHEN = re.compile(r"어제|그제|그저께|엊그제|작년|재작년|지난 ?주|지난 ?달|어젯밤|오늘 아침|방금")
_KIND = re.compile(r"[가-힣]{1,4}[은는운한른쁜픈] 거")
# What a bare noun does not end in, though some nouns do: better silent than wrong.
_VERBAL = re.compile(
    r"[가냐던든야어아여요다지죠고랑서면니네나까데만은는을를에게로라해돼워와줘봐져쳐려겨써커꺼씩쯤히음함됨듦임옴감봄줌듬뭐들께]$|[가-힣]이$|^뭐|대로$|(?<!정)도$|^(?:아직|매우|엄청|너무|이미|별로|혼자|같이|계속|어제|그제|오늘|내일|모레|방금|아까|지금|나중|요즘|그날|어때|글쎄|아뇨|에휴|몰라)$"
)


_CIVIL = (
    ("엄마", "어머니"), ("아빠", "아버지"),
)  # fmt: skip


def answer(message: str) -> str | None:
    """A bare noun, as the hearer of an answer repeats it: 「초코」 → 「초코군요.」"""
    word = re.sub(r"[ㅋㅎㅠㅜ.!~?…]+$", "", message).strip()
    if _WHEN.fullmatch(word):
        return with_particle(word, "이었") + "군요."
    if _KIND.fullmatch(word):
        return with_particle(word, "이군요") + "."
    word = re.sub(r"(?<=[가-힣])이요$", "", word)
    if len(word) > 10 or not _NOUN.fullmatch(word) or _VERBAL.search(word) or _HARSH.search(word):
        return None
    return with_particle(word, "이군요") + "."


def echo(message: str, *, lightly: bool = False) -> str | None:
    """The last sentence of *message* as its hearer repeats it, in 해요체; None if it does not suit.

    *lightly*: in 네요 where it would be 군요, for the second of two in a row.
    """
    if _HARSH.search(message) or _PARENTS.search(message):
        return None
    sentences = [
        part.strip()
        for part in re.split(r"(?<![0-9])[.]+|[.]+(?![0-9])|[!…~\n,]+|[ㅋㅎㅠㅜ]{2,}", message)
    ]
    told = _TAIL.sub("", next((part for part in reversed(sentences) if part), ""))
    clauses = [part for part in _CLAUSES.split(_STRESSED.sub("다", told)) if part.strip()]
    telling = [one for one in clauses if _TELLS.search(one) and not _EXCLAIMS.fullmatch(one)]
    last = clauses[-1:] if len(clauses) == 1 else telling[-1:]
    return _back(last[0], lightly) if last else None


def last_clause(message: str) -> str:
    """What *message* comes to: the last thing that it says in one breath."""
    parts = [part for part in _CLAUSES.split(message) if len(part.strip()) > 2]
    return re.split(r"\bbut\b", parts[-1] if parts else message)[-1]


def _back(told: str, lightly: bool) -> str | None:
    """The clause *told* as its hearer repeats it."""
    last = _STARTERS.sub("", _SELF.sub("", _STARTERS.sub("", told))).strip()
    if " " in told.strip() and " " not in last and len(last) < 6:
        return None
    last = _CRUDELY.sub("정말 ", last)
    if hoped := _HOPE.search(last):
        return f"{_civil(last[: hoped.start()])}으면 하는 거군요."
    if not 3 <= len(last) <= 30 or (" " not in last and len(last) > 8):
        return None
    if _UNFIT.search(last) or _UNSURE.search(last) or _MINE.search(last):
        return None
    return _indirect(last) or _plainly(last, lightly) or _now(last, lightly)


def _indirect(last: str) -> str | None:
    """*last* where it tells what somebody said, wishes, or why."""
    for told, heard in _INDIRECT:
        if found := told.search(last):
            return _civil(last[: found.end(1) if told.groups else found.start()]) + heard
    if wish := _WISH.search(last):
        return f"{last[: wish.start()]}싶은 거군요."
    return None


def _plainly(last: str, lightly: bool) -> str | None:
    """*last* where it says what something is, or what has happened."""
    end = "네요" if lightly else "군요"
    if came := _COPULA.search(last):
        return with_particle(_civil(last[: came.start()]), "이" + end) + "."
    past = _ENDING.sub("", last)
    if past != last and final(past) in {"ㅆ", "ㅄ"}:
        return f"{_civil(past)}{end}."
    return None


def _now(last: str, lightly: bool) -> str | None:
    """*last* where it tells what is, or how it was seen to be."""
    before, _, word = last.rpartition(" ")
    if not before or _NOT_TOLD.search(last):
        return None
    if saw := _SAW.search(word):
        seen = word[: saw.start()]
        if final(seen) == "ㅆ":
            return f"{_civil(before)} {seen}{'네요' if lightly else '군요'}."
        was = conjugation.past(seen)
        return f"{_civil(before)} {was}{'네요' if lightly else '군요'}." if was else None
    stem = conjugation.stem(word)
    if stem is None:
        return None
    if _NOTED.search(word) and not _LASTING.search(before):
        was = conjugation.past(stem)
        return f"{_civil(before)} {was}{'네요' if lightly else '군요'}." if was else None
    lighter = lightly and not _OBSERVED.search(word)
    return f"{_civil(before)} {(conjugation.noticed if lighter else conjugation.heard)(stem)}."


def _civil(text: str) -> str:
    for said, heard in _CIVIL:
        text = re.sub(said, heard, text)
    return text
