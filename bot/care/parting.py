"""A farewell that is spread over messages, each of which is harmless alone.

::

    parting(["그동안 고마웠어", "강아지는 동생이 데려가기로 했어", "잘 지내"]) -> "그동안 고마웠어 강아지는 … 잘 지내"

Who moves house, leaves a job or boards a plane says the same words, and says why. What is left is
for the guard to judge as one message, and no more than a concern.
"""

import re
from collections.abc import Sequence

_MOST = 3
_BEFORE = 8
"""Messages in which a reason counts."""
_LONGEST = 300
"""Characters of all of them; who writes more says more than good-bye."""
_FAREWELL = re.compile(
    r"고마웠|잘 ?(?:지내|있어|있으|살아)|안녕(?!하)|미안해|부탁(?:해|할게)|행복해(?:라|야)|사랑(?:해|했)|찾지 ?마|울지 ?마"
    r"|good ?bye|\bbye\b|take care|thank you for (?:being|trying|every)|i['’]?m sorry|love you|better off|look after"
    r"|don['’]?t (?:look for|cry)|one last time"
)
_REASON = re.compile(
    r"이사|이민|유학|여행|출장|휴가|공항|비행기|기차|버스|군대|입대|제대|훈련소|전학|졸업|종강|방학|퇴사|퇴직|이직|퇴근|출근|회사|직장"
    r"|알바|사직|인수인계|동료|동아리|모임|프로젝트|게임|서버|길드|방송|채널|헤어지|헤어졌|이별|이혼|남친|여친|방 ?(?:을 )?[뺐빼뺀]|자취"
    r"|기숙사|집주인|원룸|룸메|계정|탈퇴|카톡|인스타|팔았|팔기로|당근|하늘나라|무지개|유골|결혼|분가|캠프|수업|학교|학원|선생님|교수"
    r"|시험|면접|퇴원|요양원|산책|다음에|이따|내일 (?:봐|보자|만나|또)|또 (?:봐|보자|올게|만나|연락)|다녀올|다녀오|갔다 ?올|잘 ?자|자러|잘게"
    r"|잘래|주말|월요일|생일|선물|덕분|이벤트|(?:밥|저녁) ?(?:하|차리|차릴|먹으)(?:러|게| ?시간)|(?:밥|저녁) ?(?:줄|할|먹을) ?시간|설거지|씻으러|찌개|(?:치킨|배달|택배|피자) ?왔|여기까지 할|오늘(?:도|은)? .{0,8}고마|고마웠어 오늘|끊었|새 ?출발|나갈게|공연|콘서트|드라마|영화"
    r"|\bmov(?:e|ed|ing)|flight|airport|boarding|plane\b|train\b|\bbus\b|\btrip\b|travel|vacation|holiday|abroad|emigrat|\bvisa"
    r"|\bjob\b|\bwork|office|\bdesk\b|\bboss\b|colleague|\bteam\b|\bshift\b|school|\bclass|semester|graduat|teacher|\bcamp\b|course"
    r"|server|\bgame|guild|stream|account|instagram|\bapp\b|switch|br(?:eak|oke|eaking) up|divorce|\bex\b|\bflat\b|apartment|landlord"
    r"|roommate|dorm|\barmy\b|deploy|\bbed\b|sleep|night|later\b|see you|see ya|back (?:in|on)\b|soon\b|weekend|monday|wedding|retire"
    r"|\bs(?:old|elling)\b|\bvet\b|died|ashes|passed away|birthday|concert|movie|party|say hi\b|nephew|niece|quit|clean|gotta|\b(?:dinner|lunch|supper|tea)(?:.?s| is| time)\b|kettle|telly|homework|\bslides?\b|thanks for (?:the|listening)"
)


def parting(texts: Sequence[str], /) -> str:
    """The latest of *texts*, oldest first, as one message where they say good-bye for no reason.

    Empty where there is nothing to judge together. A reason may have been told a little before.
    """
    latest = [text.strip() for text in texts[-_MOST:]]
    whole = " ".join(latest)
    if len(latest) < _MOST or len(whole) > _LONGEST or not _FAREWELL.search(whole.lower()):
        return ""
    return "" if any(_REASON.search(text.lower()) for text in texts[-_BEFORE:]) else whole
