"""Whether a message's own words bear out the mood that was read from it.

A network reads a mood out of nearly everything, and to be consoled over a kitten that drinks is worse
than to be asked about it. So a mood is spoken to only where words tell it.
"""

import re
from collections.abc import Mapping

from config.moods import Mood

# Words that tell a feeling, or something that hardly goes without.
_SAD = (
    r"슬프|슬퍼|슬픔|속상|서운|서러|서럽|섭섭|우울|눈물|울었|울고|울어|펑펑|외로|외롭|그립|그리워|그리운|ㅠ|ㅜ|힘들|힘드|괴로|괴롭|상처|허무|허전|공허|후회|미안|죄책|실망|아쉽|아쉬|쓸쓸|망했|망쳤|떨어졌|탈락|헤어졌|헤어지|차였|죽|돌아가셨|떠나|떠났|잃|버림|버려|아프|아파|아팠|한심|바보|못된|초라|비참|절망|포기|자책|부럽|부러|멀어졌|왕따|혼났|꼬여|나만 |아무도|혼자"
    r"|\b(?:sad|hurts?|cr(?:y|ied|ying)|tears|lonely|alone|miss(?:ed|ing)? (?:him|her|them|my|you|home|us|it so)|heartbr\w+|sorry|regret\w*|guilty|ashamed|fail\w*|lost|losing|died|dead|passed away|broke up|dumped|left me|leaves?|abandon\w*|awful|terrible|horrible|depress\w+|miserable|disappoint\w*|hopeless|empty|nobody|no one|without me|unfair|hard|rough|wish|jealous|envious|monster|worthless|useless|worst)\b"
)
_ANXIOUS = (
    r"걱정|불안|무서|무섭|떨려|떨리|떨린|초조|긴장|어떡|어쩌지|어쩌죠|어쩜|두려|두렵|겁|막막|조마|답답|큰일|심장|면 어|[가-힣]까 ?봐|눈치|부담|신경|안 오면|혹시|잠이 안|못 자겠"
    r"|\b(?:worr\w+|anxious|nervous|scar(?:ed|y)|afraid|terrif\w+|fear\w*|panic\w*|freak\w*|stress\w*|what if|shak(?:y|ing)|due|overwhelm\w*|don't know (?:how|what|if)|doctor|biopsy|results|dread\w*|screwed|on edge|tense)\b"
)
_ANGRY = (
    r"화나|화가|화났|빡|짜증|열받|열 받|억울|어이|황당|미친|미치|뻔뻔|너무하|너무했|얄미|얄밉|욕|소리 ?(?:질|치)|무시|따지|거짓말|뒷담|새끼|존나|시발|ㅅㅂ|사과도|당했|지랄|진상|환불|극혐|혐오|재수 ?없|배신|빼앗|뺏|왜 나한테|내 ?탓|싫"
    r"|\b(?:angry|mad|furious|annoy\w+|hate|unfair|ridiculous|rude|(?:yell|scream)\w* at|liar?|lied|lying|stole|steal\w*|ignored|pissed|sick of|fed up|wtf|damn|jerk|asshole|bitch|cheat\w*|betray\w*|blame\w*|insult\w*|ate my|took credit)\b"
)
_TIRED = (
    r"피곤|(?<!딱)지치|지쳤|지친|힘들|힘드|졸려|졸리|못 ?잤|못 ?자|잠|야근|귀찮|하기 ?싫|가기 ?싫|바빠|바빴|바쁘|녹초|죽겠|과로|번아웃|기운|후들|밤새|밤샘|몸살|쉬고 ?싶|쉬지|퇴근|방전|무기력|세 시간|네 시간|[0-9] ?시간"
    r"|\b(?:tired|exhaust\w*|drained|worn|sleep\w*|slept|no rest|busy|overtime|burn(?:t|ed)? ?out|can't anymore|done in|all.?nighters?|up since|long day|brain is|sore|wiped|beat|knackered|too much)\b"
)
_JOY = (
    r"좋(?!지|은 ?건 아)|신나|신났|행복|기뻐|기쁘|최고|대박|붙었|합격|성공|이겼|맛있|재밌|재미있|귀여|귀엽|축하|설레|만세|해냈|뿌듯|승진|당첨|예쁘|예뻐|컴백|웃겨|웃긴|웃었"
    r"|!|\b(?:happy|glad|great|good|love\w*|yay|nice|won|win|passed|finally|best|awesome|amazing|fun|funny|excited|proud|cute|yes|said yes|got (?:in|it|the)|delicious|lol|haha\w*|lmao)\b"
)
_WARM = (
    r"고마|고맙|감사|따뜻|다정|사랑|감동|착하|착한|친절|줬|주셨|주시|준대|줌|선물|안아|챙겨|챙기|그립|그리워|보고 ?싶|울컥|웃|덕분|다행|위로|응원|초콜릿|꽃"
    r"|\b(?:thank\w*|grateful|kind\w*|sweet|love\w*|hug\w*|gave me|brought|cookies|gift|present|smiled (?:at|back)|care[sd]?|caring|helped|miss|good friend|amazing|proud|lucky)\b"
)
_SURPRISED = (
    r"헐|헉|갑자기|깜짝|놀라|놀랐|알고 ?보니|세상에|대박|미쳤|설마|충격|황당|뜻밖|몰랐|처음 ?(?:알|들|봤)|[!?]{2}"
    r"|\b(?:wow|omg|suddenly|surpris\w*|shock\w*|turns out|no way|out of nowhere|unexpected\w*|wtf|can't believe|never)\b"
)
_TELLS: Mapping[Mood, re.Pattern[str]] = {
    mood: re.compile(words, re.IGNORECASE)
    for mood, words in {
        Mood.SAD: _SAD,
        Mood.ANXIOUS: _ANXIOUS,
        Mood.ANGRY: _ANGRY,
        Mood.TIRED: _TIRED,
        Mood.JOY: _JOY,
        Mood.WARM: _WARM,
        Mood.SURPRISED: _SURPRISED,
    }.items()
}
# What is not so tells no feeling, and tears over what is sweet are none of grief.
_NOT = re.compile(
    r"^.*그렇지(?:도|는) ?않.*$|(?<![가-힣])(?:하나도 )?안 [가-힣]+|[가-힣]+지 ?않[가-힣]*|\bno(?:t|r)? (?:really )?\w+"
)
_TOUCHED = re.compile(
    r"귀여|귀엽|예쁘|예뻐|감동|고마|최고|맛있|다행|사랑해|\b(?:cute|sweet|happy)\b", re.I
)
_TEARS = re.compile(r"[ㅠㅜ]+|눈물|울컥|울었|울어")
# What tells that something is not as good as it began, or how it feels.
_TURNS = re.compile(
    r"근데|그런데|하지만|그래도|지만|짜증|화나|화가|싫|힘들|아프|아파|망했|지치|지쳤|슬프|슬퍼|속상|걱정|무서|불안|서운|아쉬|부담|고민|미안|죄책|눈치|못 |안 "
    r"|\b(?:but|though|however|hate|angry|mad|sad|scared|afraid|worr\w+|annoy\w+|tired|nervous|not|\w+n't|nobody|alone|hurts?|aches?|failed|bad|guilty|sorry)\b",
    re.IGNORECASE,
)
# What is heavy whatever it is said to, and no guess in a game: fewer words than those of a mood.
_GRAVE = re.compile(
    r"죽(?:었|고|을|는|어)|돌아가셨|돌아가시|장례|우울|힘들|힘드|괴로|괴롭|아파|아프|슬프|슬퍼|눈물이|울었|울고|헤어졌|헤어지|이혼|해고|짤렸|잘렸|병원|응급|쓰러|외로|외롭|불안|무서|두려|막막|숨이? ?(?:막|안)|가빠|못 ?살겠|살기 ?싫|미워|미치겠|망했|떨어졌|속상|서러|억울|상처|자해|때렸|때려|맞았"
    r"|\b(?:died|dead|dying|funeral|depress\w+|hate (?:myself|my|him|her|everyone)|hurts?|sad|cr(?:y|ied|ying)|broke up|divorce\w*|dumped|fired|lost my|hospital|ambulance|emergency|lonely|alone|scared|afraid|terrified|anxious|panic\w*|can.?t breathe|not breathing|hopeless|nobody|no one|nothing matters|worthless|miserable|awful|hit me|left me|pregnant|cancer|so tired of)\b",
    re.IGNORECASE,
)


def bears_out(text: str, mood: Mood) -> bool:
    """Whether words of *text* tell *mood*; calm needs none."""
    if mood is Mood.CALM:
        return True
    told = _NOT.sub("", text)
    if mood in {Mood.SAD, Mood.TIRED} and _TOUCHED.search(told):
        told = _TEARS.sub("", told)
    return bool(_TELLS[mood].search(told))


def turns_sour(text: str) -> bool:
    """Whether *text* says that something is not as good as it began."""
    return bool(_TURNS.search(text))


def is_grave(text: str) -> bool:
    """Whether *text* has words that are said of what is heavy, in a game as elsewhere."""
    return bool(_GRAVE.search(text))
