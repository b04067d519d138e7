import pytest

from bot.dialogue.amiss import went_amiss

VOTE, LUCK = "Funny to find out there was a vote.", "우연도 일을 하나 봐요."


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("a vote? what vote", VOTE),
        ("huh?", VOTE),
        ("what do you mean", VOTE),
        ("what does?", VOTE),
        ("not a vote, just her opinion", VOTE),
        ("I didn't say that", VOTE),
        ("no, I meant the dishes", VOTE),
        ("우연은 아니고 내가 엄청 쫓아다녔지", LUCK),
        ("우연이 아니라 내가 쫓아다녔어", f"{LUCK} 몇 년 만이에요?"),
        ("아버지 얘기가 아니라 아들 얘기야 지금은", "어떤 분이었어요?"),
        ("우연이라니?", LUCK),
        ("응? 퇴근 전에 다시 쓰라고 하더라고", LUCK),
        ("무슨 우연", LUCK),
        ("아니 내일까지 내야 된다니까", LUCK),
        ("다섯 살이라니까요", LUCK),
        ("우연은 무슨 ㅎㅎ 내가 쫓아다녔지", LUCK),
        ("우연이 뭐야 ㅋㅋ", LUCK),
        ("반갑긴 뭐가 반가워", LUCK),
        ("huh? i was asking you for an idea", VOTE),
        ("i said games not music", VOTE),
        ("of course what? it's dull on my own", "Ha, of course."),
        ("I'm not sure what you mean by that.", VOTE),
        ("not sure i get you. i mostly want to sleep", VOTE),
        ("you've lost me there pal", VOTE),
        ("you what? what dialect", VOTE),
        ("nobody is grieving, it's just a broken machine", "Is anyone grieving alongside you?"),
        ("can you please stop with the grief, nobody died", VOTE),
        ("lol what? i mean the pans", VOTE),
        ("무슨 말인지 모르겠네 ㅎㅎ", LUCK),
        ("아니 벽지 말고 돈 안 준 손님 얘기야", LUCK),
        ("아니 내가 발표하는 게 아니라 지우가 한다고 ㅋㅋ", LUCK),
    ],
)
def test_who_wonders_at_what_was_said_or_sets_it_right_is_noticed(text: str, answered: str) -> None:
    assert went_amiss(text, answered)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("I cook, she never washes up", VOTE),
        ("what a day", VOTE),
        ("not sure what to eat", VOTE),
        ("i lost my keys", VOTE),
        ("no", "Did you vote?"),
        ("not the vote, no", "Was it the vote?"),
        ("오늘은 비가 왔어", LUCK),
        ("오늘은 주말이니까 늦잠", LUCK),
        ("아니 오늘 회사에서 진짜 웃긴 일 있었는데", LUCK),
        ("무슨 말을 해야 할지 모르겠어", LUCK),
        ("팀장이랑 무슨 일 있었어", "무슨 일 있었어요?"),
        ("i didn't get it", "Did you hear back?"),
        ("she yelled at me and i didn't say anything", VOTE),
        ("The interview? It went great", "How did the interview go?"),
        ("no not yet", VOTE),
        ("뭐라고 말하지", LUCK),
        ("아니 아직", "우연이었어요?"),
        ("재미없는 건 아니고 그냥 길었어", LUCK),
        ("huh?", ""),
        ("오늘은 무슨 일 있었어", LUCK),
        ("저녁은 뭐야", LUCK),
        ("i said something mean to my sister", VOTE),
        ("i was talking to my mum about it", VOTE),
    ],
)
def test_a_story_that_goes_on_and_an_answer_are_no_objection(text: str, answered: str) -> None:
    assert not went_amiss(text, answered)


def test_a_word_of_ones_own_that_was_misread_is_set_right() -> None:
    answered, text = "어떤 분이었어요?", "아 저희 할머니가 아니고 환자분이요"
    assert went_amiss(text, answered, told="할머니 한 분이 돌아가셨어요")
    assert not went_amiss(text, answered, told="어제 한 분이 돌아가셨어요")
    assert not went_amiss("우산이 아니라 우비요", "비가 오네요. 우산 있어요?")
