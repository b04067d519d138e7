"""Pastimes as they are played in a conversation."""

import random
import re
from datetime import timedelta

import pytest
from scenes.evening import Evening

from bot.dialogue.pastimes.choices import Choices
from bot.dialogue.pastimes.puzzles import initial, riddles
from bot.dialogue.pastimes.sitting import holds, wording
from bot.dialogue.pastimes.toss import taste
from bot.dialogue.pastimes.twenty_questions import TwentyQuestions
from bot.dialogue.pastimes.word_chain import WordChain, beginnings
from bot.events import Level
from config.moods import Mood

ASKED = {
    "ko": {
        "riddles": "수수께끼 내줘",
        "rather": "밸런스 게임 하자",
        "chain": "끝말잇기 할래?",
        "twenty": "스무고개 하자",
        "facts": "신기한 얘기 해줘",
        "stories": "이야기 하나 들려줘",
        "breathing": "심호흡 같이 하자",
        "review": "오늘 하루 정리 도와줘",
        "worry": "걱정 정리 도와줘",
        "letter": "편지 쓰고 싶어",
        "toss": "동전 던져줘",
    },
    "en": {
        "riddles": "give me a riddle",
        "rather": "let's play would you rather",
        "chain": "let's play word chain",
        "twenty": "twenty questions?",
        "facts": "tell me a fun fact",
        "stories": "tell me a story",
        "breathing": "can we do a breathing exercise",
        "review": "help me journal",
        "worry": "help me sort out my thoughts",
        "letter": "i need to vent",
        "toss": "flip a coin",
    },
}
STOP = {"ko": "그만할래", "en": "ok stop"}
SORRY = {"ko": "아쉬운데", "en": "aw no"}


def begins(language: str, key: str, reply: str) -> bool:
    kinds = ("open", "fell", "do", "leave")
    lines = [line for kind in kinds for line in wording(language)[key].get(kind, ())]
    return any(reply.startswith(re.split(r"\{", line)[0]) for line in lines if line[0] != "{")


@pytest.mark.parametrize("key", ASKED["ko"])
def test_what_is_asked_for_begins(language: str, key: str) -> None:
    assert begins(language, key, Evening(language).say(ASKED[language][key]))


@pytest.mark.parametrize(
    ("language", "message", "key"),
    [
        ("ko", "뭐 재밌는 거 없냐 끝말잇기나 하자", "chain"),
        ("ko", "끝말잇기 하자고 방금 말했는데", "chain"),
        ("ko", "아니 끝말잇기라니까 ㅋㅋ 바보야", "chain"),
        ("ko", "네 짧은 이야기 하나 들려주세요", "stories"),
        ("ko", "이야기 하나 들려주실래요?", "stories"),
        ("en", "got any games? let's play word chain", "chain"),
        ("en", "i just said word chain", "chain"),
    ],
)
def test_what_is_asked_for_again_or_politely_begins(language: str, message: str, key: str) -> None:
    assert begins(language, key, Evening(language).say(message))


@pytest.mark.parametrize("key", sorted({*ASKED["ko"]} - {"toss"}))
def test_whoever_has_enough_is_let_go(language: str, key: str) -> None:
    evening = Evening(language)
    evening.say(ASKED[language][key])
    ended = evening.say(STOP[language])
    own = wording(language)[key]
    assert any(
        ended.startswith(line.split("{")[0])
        for kind in ("enough", "left", "close")
        for line in own.get(kind, ())
    )
    assert not begins(language, key, evening.say({"ko": "고마워", "en": "thanks"}[language]))


def test_a_riddle_is_guessed_with_hints(language: str) -> None:
    evening = Evening(language)
    asked = evening.say(ASKED[language]["riddles"])
    puzzle = next(one for one in riddles(language).puzzles if one.question in asked)
    wrong = {"ko": "바나나", "en": "a banana"}[language]
    assert puzzle.hints[0] in evening.say(wrong)
    solved = evening.say(puzzle.answers[0])
    assert puzzle.remark in solved
    following = evening.say({"ko": "응", "en": "yes"}[language])
    assert following in [one.question for one in riddles(language).puzzles if one is not puzzle]


def test_a_riddle_is_told_after_three_wrong_guesses(language: str) -> None:
    evening = Evening(language)
    asked = evening.say(ASKED[language]["riddles"])
    puzzle = next(one for one in riddles(language).puzzles if one.question in asked)
    guesses = {"ko": ["바나나", "고등어", "선풍기"], "en": ["banana", "mackerel", "a fan"]}[
        language
    ]
    told = [evening.say(guess) for guess in guesses]
    assert puzzle.remark in told[-1]
    assert puzzle.remark not in told[0]


def test_five_choices_are_summed_up(language: str) -> None:
    evening = Evening(language)
    reply = evening.say(ASKED[language]["rather"])
    chosen = []
    for place in (1, 2, 1, 2, 2):
        choice = next(one for one in Choices(language).choices if one.question in reply)
        chosen.append(choice.options[place - 1].name)
        reply = evening.say(str(place))
    assert ", ".join(chosen) in reply


def test_a_choice_turned_down_is_the_other_one() -> None:
    for choice in Choices("ko").choices:
        first, second = choice.options
        assert choice.of(f"{first.name}보다 {second.name}") is second


def test_the_chain_goes_on_and_knows_what_was_said(language: str) -> None:
    evening, chain = Evening(language), WordChain(language)
    reply, used = evening.say(ASKED[language]["chain"]), set[str]()
    for _ in range(8):
        theirs = chain.said(reply)
        assert theirs and theirs not in used
        used.add(theirs)
        mine = next(
            word for begin in beginnings(theirs, language) for word in chain.begun.get(begin, ())
            if word not in used and chain.is_kind(word, used)
        )  # fmt: skip
        used.add(mine)
        reply = evening.say(mine)
    begins_with = beginnings(chain.said(reply), language)
    wrong = next(word for word in chain.words if not word.startswith(begins_with))
    assert chain.said(evening.say(wrong)) == chain.said(reply)
    last = next((word for word in used if word.startswith(begins_with)), "")
    assert not last or chain.said(evening.say(last)) == chain.said(reply)


@pytest.mark.parametrize(
    ("word", "begins_with"),
    [
        ("노력", ("력", "역")),
        ("도리", ("리", "이")),
        ("소녀", ("녀", "여")),
        ("요리", ("리", "이")),
        ("기차", ("차",)),
        ("실내", ("내",)),
        ("미래", ("래", "내")),
    ],
)
def test_a_word_may_begin_as_it_is_read_there(word: str, begins_with: tuple[str, ...]) -> None:
    assert beginnings(word, "ko") == begins_with


def test_twenty_questions_find_most_animals(language: str) -> None:
    game = TwentyQuestions(language)
    chance = random.Random(1)
    thought = chance.sample(range(len(game.animals)), 12)
    found = sum(_is_found(language, game, number) for number in thought)
    assert found >= 10


def _is_found(language: str, game: TwentyQuestions, number: int) -> bool:
    yes, no, unsure = {"ko": ("응", "아니", "글쎄"), "en": ("yes", "no", "not sure")}[language]
    evening = Evening(language, seed=number)
    evening.say(ASKED[language]["twenty"])
    reply = evening.say(yes)
    for _ in range(20):
        place, guess = game.place(reply), game.guess(reply)
        if guess is not None:
            if guess == number:
                return True
            reply = evening.say(no)
        elif place is not None:
            told = float(game.animals[number].answers[place])
            reply = evening.say({1.0: yes, 0.0: no}.get(told, unsure))
        else:
            return False
    return False


def test_a_story_is_told_to_its_end(language: str) -> None:
    evening = Evening(language)
    reply = evening.say(ASKED[language]["stories"])
    yes = {"ko": "응", "en": "yes"}[language]
    another = wording(language)["stories"]["another"]
    parts = 1
    while not any(reply.endswith(line) for line in another):
        reply, parts = evening.say(yes), parts + 1
        assert parts <= 9
    assert parts >= 6
    second = evening.say(yes)
    assert begins(language, "stories", second)
    assert second not in evening.replies[:-1]


def test_what_was_written_down_is_read_back_word_for_word(language: str) -> None:
    evening = Evening(language)
    evening.say(ASKED[language]["worry"])
    told = {
        "ko": [
            "내일 발표가 걱정이야",
            "말을 더듬을까 봐",
            "보통은 그냥 지나갔어",
            "몰라",
            "한 번 소리 내서 읽기",
        ],
        "en": [
            "the talk tomorrow",
            "going blank",
            "it usually passes",
            "no idea",
            "read it aloud once",
        ],
    }[language]
    replies = [evening.say(text) for text in told]
    page = replies[-1]
    assert all(text in page for text in (*told[:3], told[-1]))
    assert told[3] not in page
    assert not any("\n" in reply for reply in replies[:-1])


def test_a_letter_is_taken_in_until_it_is_done(language: str) -> None:
    evening = Evening(language)
    evening.say(ASKED[language]["letter"])
    own = wording(language)["letter"]
    told = {
        "ko": ["엄마한테", "그때 화내서 미안해. 왜 그랬을까?", "보고 싶어"],
        "en": ["to mum", "why did i shout?", "i miss you"],
    }[language]
    assert all(evening.say(text) in own["taken"] for text in told)
    assert evening.say({"ko": "끝", "en": "done"}[language]) in own["close"]


def test_a_coin_falls_and_the_feeling_decides(language: str) -> None:
    message = {"ko": "짜장 먹을까 짬뽕 먹을까", "en": "should i have pizza or pasta"}[language]
    evening = Evening(language)
    fell = evening.say(message)
    assert any(name in fell for name in ("짜장", "짬뽕", "pizza", "pasta"))
    assert evening.say(SORRY[language]) in wording(language)["toss"]["sorry"]


@pytest.mark.parametrize(
    "message",
    [
        "회사 그만둘까 말까",
        "병원 갈까 말까",
        "헤어질까 말까",
        "약 먹을까 말까",
        "진통제 먹을까 말까",
        "손목 그을까 말까",
        "애 지울까 말까",
        "술 먹고 운전할까 말까",
        "끝낼까 말까",
        "밥 먹을까 말까",
        "집 나갈까 말까",
        "갈까 말까 하다가 안 갔어",
        "should i end it or not",
        "should i drive home drunk or take a taxi",
        "should i eat today or not",
        "should i tell him or not",
        "believe it or not i passed",
        "are you a human or a robot",
        "너는 사람이야 로봇이야?",
    ],
)
def test_no_coin_is_tossed_over_what_weighs_or_is_but_told(message: str) -> None:
    language = "en" if message.isascii() else "ko"
    assert not begins(language, "toss", Evening(language).say(message))
    assert taste(message, language) is None


def test_whoever_is_bored_is_shown_what_there_is(language: str) -> None:
    evening = Evening(language)
    shown = evening.say({"ko": "아 심심해", "en": "i'm bored"}[language])
    assert shown in wording(language)["offers"]["menu"]
    chosen = evening.say({"ko": "스무고개", "en": "twenty questions"}[language])
    assert begins(language, "twenty", chosen)


@pytest.mark.parametrize(
    "message",
    [
        "어제 친구랑 끝말잇기 했어",
        "걘 수수께끼 같은 애야",
        "내가 수수께끼 낼게",
        "이야기 들어줘서 고마워",
        "편지 받았어",
        "게임하다가 엄마한테 혼났어",
        "할머니가 옛날이야기 해줘서 잠들곤 했는데",
        "너한테 이야기 해줘도 돼?",
        "내일 영어 퀴즈 있어",
        "교수님이 문제 하나 내줘서 밤샜어",
        "놀라운 사실을 알게 됐어",
        "아무도 나랑 놀아주지 않아",
        "호흡 좀 가빠",
        "숨쉬기 좀 힘들어",
        "일기 쓰고 싶지 않아",
        "엄마가 끝말잇기 하자고 했어",
        "동전 던져줘서 고마워",
        "they never want to play with me",
        "she told me a story yesterday",
        "i said it was a long story",
        "let me tell you a funny story",
        "i have a quiz tomorrow",
        "they asked me 20 questions",
        "here's a fun fact, my dad left",
        "i try this or that but nothing helps",
        "i went for a walk to clear my mind",
        "i have trouble breathing help",
        "my baby stopped breathing",
        "i need to get it out of the car",
    ],
)
def test_what_is_but_told_begins_nothing(message: str) -> None:
    language = "en" if message.isascii() else "ko"
    reply = Evening(language).say(message)
    assert not any(begins(language, key, reply) for key in ASKED[language])
    assert reply not in wording(language)["offers"]["menu"]


HEAVY = {
    "ko": ["엄마가 돌아가셨어", "나 우울해", "아니 나 오늘 헤어졌어", "숨이 막혀"],
    "en": ["my dad died", "i hate myself", "no, she left me", "i can't breathe"],
}


@pytest.mark.parametrize("key", ["riddles", "rather", "chain", "twenty", "stories", "breathing"])
def test_nobody_is_played_with_who_tells_of_something_heavy(language: str, key: str) -> None:
    own = {line for lines in wording(language)[key].values() for line in lines}
    for told in HEAVY[language]:
        evening = Evening(language)
        evening.say(ASKED[language][key])
        reply = evening.say(told, mood=Mood.SAD)
        assert not any(holds(reply, [line]) for line in own), (told, reply)
        assert not begins(language, key, reply)


def test_what_is_written_down_ends_only_when_it_is_said_to(language: str) -> None:
    own = wording(language)["letter"]
    told = {
        "ko": ["그만 울고 싶은데 자꾸 눈물이 나", "여기까지 오느라 힘들었어", "너는 왜 그랬어?"],
        "en": ["i'm done with this marriage", "that's all i ever hear", "why did you do that?"],
    }[language]
    evening = Evening(language)
    evening.say(ASKED[language]["letter"])
    assert all(evening.say(text) in own["taken"] for text in told)


def test_among_others_nothing_personal_is_written_down(language: str) -> None:
    for key in ("letter", "worry", "review"):
        evening = Evening(language, scene="#living-room, with two others")
        assert not begins(language, key, evening.say(ASKED[language][key]))


def test_a_game_is_left_for_what_is_told(language: str) -> None:
    evening = Evening(language)
    evening.say(ASKED[language]["riddles"])
    told = {
        "ko": "사실 오늘 강아지가 아파서 병원에 다녀왔어 너무 속상해",
        "en": "actually my dog is ill and we had to go to the vet today, i feel awful",
    }[language]
    reply = evening.say(told, mood=Mood.SAD)
    own = wording(language)["riddles"]
    assert not any(
        reply.startswith(line.split("{")[0])
        for kind in ("wrong", "told")
        for line in own[kind]
        if line.split("{")[0]
    )


def test_in_danger_nothing_is_played(language: str) -> None:
    reply = Evening(language, level=Level.EXPLICIT).say(ASKED[language]["riddles"])
    assert not begins(language, "riddles", reply)


def test_in_banmal_the_game_is_known_by_its_lines() -> None:
    evening = Evening("ko")
    evening.say("반말로 하자")
    asked = evening.say("초성 퀴즈 하자")
    hint = evening.say("바나나")
    assert "요." not in hint
    assert asked != hint
    told = evening.say("모르겠어")
    assert "초성" in told or "볼래" in told
    assert not re.search(r"요[.?!]", told)


def test_another_day_the_game_is_over(language: str) -> None:
    evening = Evening(language)
    asked = evening.say(ASKED[language]["riddles"])
    puzzle = next(one for one in riddles(language).puzzles if one.question in asked)
    evening.at += timedelta(hours=9)
    assert puzzle.remark not in evening.say(puzzle.answers[0])


def test_initials() -> None:
    assert "".join(map(initial, "빨래집게")) == "ㅃㄹㅈㄱ"
