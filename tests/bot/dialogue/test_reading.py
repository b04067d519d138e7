import pytest

from bot.dialogue.reading import read, tidy
from config.moods import Mood

CASES = """
오늘 면접에서 떨어졌어 | - | interview_failed
면접떨어졋어ㅠㅠ | - | interview_failed
면접 붙었어!! | - | interview_passed
내일 면접이야 | - | interview_ahead
할머니가 돌아가셨어 | - | grief
우리 강아지가 무지개다리 건넜어 | - | petgrief
강아지가 아파 | - | sickother
시험 망했어 | - | exam_failed
너 사람이야? | human | -
너는 외로워? | feelings | lonely
죽고 싶어 | despair | -
배고파 죽겠다 | - | hungry
서울 인구가 몇 명이야? | knowledge | -
연락해도 될까? | advice | -
뭐라고 말하지 | wording | -
환율 얼마야 | knowledge | -
서울에서 부산까지 얼마나 걸려 | asked | trip
자기소개서 좀 대신 써 줘 | cannot | jobless
그것 좀 고쳐 주세요 | requested | -
나한테 자꾸 웃어 줘 | - | -
위로 좀 해 줘 | comforts | -
같이 욕해 줘 | curses | -
메뉴 추천 좀 | recommends | -
너는 달리기 잘해? | you_can | hobby
첫눈 왔어요! 보셨어요? | you_saw | weather
갑상선 혹은 대부분 괜찮은 거 맞죠? | assure | -
민초 vs 반민초 골라 | pick | -
내가 이상한 거야? | am_i_bad | -
씻으러 감 | goodbye | -
이만 자야지 | goodnight | -
오늘은 여기까지만 할게요 | goodbye | -
ㅂㅇㅂㅇ | goodbye | -
엄마가 불러 가야 돼 | goodbye | family
고마워 나 학원 가야 됨 ㅂㅇ | goodbye | school
오늘은 이만하고 쉬렵니다 | goodnight | -
그만 자야 쓰겠구먼 | goodnight | -
야 있냐 | hearing | -
애가 안 자고 울어 | - | parenting
백 점 맞았지 | - | -
후배가 자꾸 반말해 | - | -
그만 물어봐 | stop | -
그냥 들어줘 | just_listen | -
ㅇㅇ | agree | -
아니 | deny | -
몰라 | unsure | -
ㅋㅋㅋㅋ | laugh | -
ㅠㅠ | cry | -
... | silence | -
ㅁㄴㅇㄹ | unclear | -
ㅎㅇ | greeting | -
잘 자 | goodnight | -
ㄱㅅ | thanks | -
다른 얘기 하자 | change | -
너 바보야 | insult | -
너무 귀여워 | - | -
너무 짜증나 | - | anger
맞다 이번 주말에 제주도 가요 | - | trip
우리 반말로 하자 | banmal | -
존댓말로 해 주세요 | jondaetmal | -
네가 어떻게 알겠어 | cannot_know | -
다른 고양이 입양하면 배신일까요? | am_i_bad | unfair
그래도 밥은 잘 먹어서 다행이야 | relieved_now | food
바다 앞이 좋을까요 시내가 좋을까요? | pick | trip
치킨 시킬까 | intends | food
이직할까 | advice | quitting
할 말 있어 | teaser | -
기대 안 하려는데 자꾸 메일 들어가봄 | - | -
하루종일 말하고 오면 말하기 싫거든요 | - | -
i failed my exam | - | exam_failed
my cat passed away | - | petgrief
the tractor died the same afternoon | - | -
are you human? | human | -
i want to die | despair | -
should i text him? | advice | -
gn | goodnight | -
lol | laugh | -
you're useless | insult | -
you're kind of dumb | insult | -
am i overreacting? | am_i_bad | -
lol right | agree | -
she left me | - | breakup
she sat next to me today | - | -
동생이 시험 떨어졌대 | - | -
기념일은 아님 확인함 | - | -
우리 집 강아지 자랑해도 돼? | may_tell | pet
너 롤 알아? | you_know | game
너 티켓팅 해봤어? | you_did | -
하긴 너는 손이 없지 | only_a_program | -
읽어줄까? | offers | -
안 가려고요 | declines | -
나 겜하러 감 | goodbye | -
이제 저도 자야겠어요 내일 또 전쟁이니까 | goodnight | -
응원해주세요 | cheer | -
do you work out | you_did | work
is that normal | normal | -
he beat me in 12 moves | - | -
my boyfriend pushed me against the wall | - | violence
i'm scared of my dad | - | violence
he cheated at cards | - | -
when he drinks | - | -
wonder if he noticed | asked | -
no idea what to cook | pick | hungry
any easy recipes | advice | -
dont laugh but i miss her goodnight texts | - | missing
prove you're not a toaster | tease | -
i bet you can't count to ten | tease | -
do you think i'm annoying | am_i_bad | anger
my flatmate's boyfriend dumped her | - | -
"""


@pytest.mark.parametrize("case", CASES.strip().split("\n"))
def test_a_message_is_recognised(case: str) -> None:
    message, act, topic = (part.strip() for part in case.split(" | "))
    language = "en" if message.isascii() and message[0].isalpha() else "ko"
    reading = read(message, language=language, mood=Mood.CALM)
    assert (reading.act or "-", reading.topic or "-") == (act, topic)


def test_the_other_language_is_understood_too() -> None:
    assert read("I failed my exam", language="ko", mood=Mood.SAD).topic == "exam_failed"
    assert read("시험 망했어", language="en", mood=Mood.SAD).topic == "exam_failed"


def test_a_joyful_message_is_not_met_with_a_sad_topic() -> None:
    assert read("우리 팀장 최고야", language="ko", mood=Mood.JOY).topic != "boss"


def test_who_when_how_long_and_what_are_picked_up() -> None:
    assert read("지난주에 엄마랑 싸웠어", language="ko", mood=Mood.SAD).slots == {
        "who": "어머니",
        "past": "지난주",
    }
    assert read("내일 3년 만에 만나", language="ko", mood=Mood.JOY).slots["span"] == "3년"
    assert read("새로 산 의자를 조립했어", language="ko", mood=Mood.CALM).slots["thing"] == "의자"
    assert (
        read("my new keyboard came", language="en", mood=Mood.JOY).slots["thing"] == "new keyboard"
    )


@pytest.mark.parametrize("message", ["괜찮을 거야", "죽을 것 같아", "나를 봐", "먹었을 때"])
def test_an_ending_is_not_taken_for_a_thing(message: str) -> None:
    assert "thing" not in read(message, language="ko", mood=Mood.CALM).slots


def test_decomposed_syllables_and_lone_surrogates_are_put_right() -> None:
    assert tidy("\u1106\u1167\u11ab접\ud800") == "면접"
    assert len(tidy("가" * 1_000_000)) == 2_000


@pytest.mark.parametrize("mood", [Mood.JOY, Mood.WARM, Mood.CALM])
@pytest.mark.parametrize(
    ("language", "message", "meant"),
    [
        ("ko", "강아지한테 종양이 있대", Mood.ANXIOUS),
        ("ko", "할머니가 돌아가셨어", Mood.SAD),
        ("en", "they found a tumor", Mood.ANXIOUS),
        ("ko", "종양인데 양성이래", Mood.WARM),
        ("en", "good news, it's benign!!", Mood.WARM),
    ],
)
def test_grave_news_and_its_good_end_outrank_the_mood_that_was_read(
    language: str, message: str, meant: Mood, mood: Mood
) -> None:
    assert read(message, language=language, mood=mood).mood is meant


def test_some_messages_mean_something_only_behind_a_joke() -> None:
    joke = "오리를 날것으로 먹으면 회오리래요. 이런 것밖에 몰라요."
    assert read("하나 더", language="ko", mood=Mood.CALM).act is None
    assert read("하나 더", language="ko", mood=Mood.CALM, answered=joke).act == "one_more"
    assert read("별로다", language="ko", mood=Mood.CALM, answered=joke).act == "bad_joke"


@pytest.mark.parametrize(
    ("language", "message", "lacks", "of_others"),
    [
        ("ko", "밥을 안 먹어", True, False),
        ("ko", "걔가 안 왔어", True, True),
        ("ko", "할머니가 웃으시더라", False, True),
        ("ko", "오늘 영화 봤어", False, False),
        ("en", "she stopped texting me", True, True),
        ("en", "i made soup", False, False),
        ("en", "my boss called", False, True),
    ],
)
def test_who_it_is_about_and_whether_it_came_about(
    language: str, message: str, lacks: bool, of_others: bool
) -> None:
    reading = read(message, language=language, mood=Mood.CALM)
    assert (reading.lacks, reading.of_others) == (lacks, of_others)


@pytest.mark.parametrize("mood", [Mood.SAD, Mood.ANGRY, Mood.JOY])
def test_a_mood_that_no_word_tells_is_not_spoken_to(mood: Mood) -> None:
    assert read("오늘 스쿼트 백 개 했어", language="ko", mood=mood).mood is Mood.CALM


def test_who_snapped_at_somebody_is_not_told_how_right_that_was() -> None:
    assert read("괜히 동생한테 짜증 냈어", language="ko", mood=Mood.ANGRY).mood is Mood.CALM
