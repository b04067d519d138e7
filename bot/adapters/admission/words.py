"""What is told at the door."""

from bot.adapters.admission.budget import Limit
from config.moods import Words

REFUSED = Words(
    ko=(
        "이 마음은 초대받은 사람과만 이야기해요. 함께하고 싶다면 운영하는 사람에게 이 번호를 "
        "알려 주세요: {id}\n(운영자: /allow {id})"
    ),
    en=(
        "This maum talks with people it was introduced to. If you would like to join, tell the "
        "person who runs it this number: {id}\n(Operator: /allow {id})"
    ),
)
PAIRED = Words(
    ko="이제 이 마음의 주인이에요. /invite로 다른 사람을 초대할 수 있어요.",
    en="This maum is yours now. /invite lets you bring others.",
)
ALLOWED = Words(ko="{id}: 이제 이야기할 수 있어요.", en="{id} may talk with me now.")
DENIED = Words(ko="{id}: 이제 이야기할 수 없어요.", en="{id} may not talk with me any more.")
STAYS = Words(
    ko="{id}: 설정에서 허락한 사람이라 여기서는 막을 수 없어요.",
    en="{id} is let in by the settings, and so cannot be denied here.",
)
NUMBER = Words(
    ko="번호를 함께 적어 주세요. 예: {example}", en="Add the number, for example {example}"
)
INVITED = Words(
    ko="이걸 한 사람에게 보내 주세요. {hours}시간 동안, 한 번만 쓸 수 있어요.\n{invitation}",
    en="Send this to one person. It works once, within {hours} hours.\n{invitation}",
)
GUESTS = Words(ko="이야기할 수 있는 사람:\n{list}", en="Who may talk with me:\n{list}")
SPENT = {
    Limit.MESSAGES: Words(
        ko="오늘 나눌 수 있는 이야기를 다 나눴어요. {hours}시간 뒤에 다시 만나요.",
        en="We have used up the messages of today. Let us talk again in {hours} hours.",
    ),
    Limit.TOKENS: Words(
        ko="오늘 쓸 수 있는 글의 양을 다 썼어요. {hours}시간 뒤에 다시 만나요.",
        en="We have used up the words I may think and write today. Let us talk again in {hours} hours.",
    ),
    Limit.AUDIO: Words(
        ko="오늘은 음성을 더 들을 수 없어요. 글로 적어 주시거나 {hours}시간 뒤에 들려주세요.",
        en="I may listen to no more recordings today. Write to me, or record again in {hours} hours.",
    ),
}
UNDO = Words(ko="다시 허락하기: {id}", en="Allow {id} again")
DENY = Words(ko="내보내기: {id}", en="Deny {id}")
