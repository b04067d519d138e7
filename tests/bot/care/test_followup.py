"""What people write after the guard has answered."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.care.answer import Answers
from bot.care.course import Course, Numbers, Trace
from bot.care.followup import CHECK_IN, GOING_ON, Followup, Followups, checking_in, outweighs
from bot.care.guard import Guard, Judgement
from bot.care.lexicon import Kind
from bot.events import Level

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
READER, ANSWERS = Followups(), Answers(country="KR")
SIGN = Trace(at=NOW, level=Level.EXPLICIT, kinds=(Kind.SELF_HARM,), answer="…")
WORRY = replace(SIGN, level=Level.CONCERN, kinds=(Kind.SOMEONE_ELSE,))


def read(text: str, asked: str = "", sign: Trace = SIGN) -> str:
    found = READER.read(text, Course(traces=[sign]), asked=asked, now=NOW)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("약은 거실에 뒀어", "means_away"),
        ("칼 엄마한테 맡겼어", "means_away"),
        ("옥상에서 내려왔어", "came_down"),
        ("I put the pills in the hall", "means_away"),
        ("flushed the meds", "means_away"),
        ("the knife is locked away", "means_away"),
        ("came down from the roof", "came_down"),
        ("I took the pills back to the pharmacy", "means_away"),
        ("tore up the note", "means_away"),
        ("I took the pills", ""),
        ("I left a note", "unsafe"),
        ("내려놨어", "means_away"),
        ("서랍에 넣고 나왔어", "means_away"),
        ("I flushed them", "means_away"),
        ("I put it away", "means_away"),
        ("엄마 불렀어", "accompanied"),
        ("my roommate came home", "accompanied"),
        ("I bought a knife for it", "unsafe"),
        ("put the gun to my head", ""),
        ("약 아직 옆에 있어", "unsafe"),
        ("칼은 못 버렸어", "unsafe"),
        ("안전하지 않아", "unsafe"),
        ("the pills are right here", "unsafe"),
        ("I'm not safe", "unsafe"),
        ("I can't trust myself", "unsafe"),
        ("오늘 밤에 할 거야", "unsafe"),
        ("yeah I'll do it tonight", "unsafe"),
        ("농담이야 ㅋㅋ", "took_back"),
        ("그냥 해 본 말이야", "took_back"),
        ("ㅋㅋ 진짜 농담이라니까", "took_back"),
        ("just kidding", "took_back"),
        ("forget what I said", "took_back"),
        ("농담 아니야", "confirmed"),
        ("I'm not joking", "confirmed"),
        ("이제 좀 괜찮아졌어", "safe"),
        ("안전한 곳에 있어", "in_safety"),
        ("I'm ok now", "safe"),
        ("안 괜찮아", "still_hard"),
        ("괜찮지 않아", "still_hard"),
        ("I'm not ok", "still_hard"),
        ("엄마가 와 줬어", "accompanied"),
        ("I'm with my mom", "accompanied"),
        ("지금 혼자야", "alone"),
        ("nobody is here", "alone"),
        ("109에 전화했어", "called"),
        ("called 988", "called"),
        ("109 안 받아", "line_busy"),
        ("they put me on hold", "line_busy"),
        ("상담은 소용없어", "unwilling"),
        ("번호 다시 알려줘", "numbers_wanted"),
        ("what was the number", "numbers_wanted"),
        ("please stop giving me the numbers", "no_numbers"),
        ("매일이 다 똑같아", ""),
        ("my mom knows", "somebody_knows"),
        ("엄마는 알아", "somebody_knows"),
        ("싫어 전화 안 해", "unwilling"),
        ("아직 정한 건 없어", "no_plan"),
        ("다리에 와 있어", "unsafe"),
        ("I'm at the bridge", "unsafe"),
        ("내려왔어", "came_down"),
        ("근데 요즘 자꾸 그런 생각이 들긴 해", "confirmed"),
        ("I still think about it a lot", "confirmed"),
        ("I don't think about it", ""),
        ("다 정리했어", "unsafe"),
        ("그냥 조용히 갈래", "unsafe"),
        ("it's all planned out", "unsafe"),
        ("싫어", "unwilling"),
        ("엄마한테 말할까", "reaching_out"),
        ("말했어", "told_someone"),
        ("I told her", "told_someone"),
        ("이제 그만 가야지", "time_to_go"),
        ("그냥 하는 말이야", "took_back"),
        ("do you think I'm crazy", "ashamed"),
        ("이제 학교 가야지", ""),
        ("알았어 전화해 볼게", "reaching_out"),
        ("간부님한테 말했어요", "accompanied"),
        ("I put them in the bathroom and locked it", "means_away"),
        ("nobody knows", "cannot_tell"),
        ("전화하기 무서워", "unwilling"),
        ("그딴 거 다 소용없어", "unwilling"),
        ("that crap never helps", "unwilling"),
        ("I'm not calling anyone", "unwilling"),
        ("I don't want an ambulance", "unwilling"),
        ("구급차는 싫어", "unwilling"),
        ("1388에 문자 보냈어요", "called"),
        ("they called an ambulance", "called"),
        ("난간에서 내려왔어", "came_down"),
        ("I climbed back over the railing", "came_down"),
        ("난간에서 안 내려왔어", "unsafe"),
        ("문자로도 돼?", "by_text"),
        ("can I text instead?", "by_text"),
        ("번호 같은 거 주지 마", "no_numbers"),
        ("stop giving me hotlines", "no_numbers"),
        ("너도 똑같아 기계 주제에", "angry_at_it"),
        ("you're just a stupid machine", "angry_at_it"),
        ("부모님이 알게 돼?", "who_learns"),
        ("will my parents find out?", "who_learns"),
        ("엄마한테는 말 못 해요", "cannot_tell"),
        ("I can't tell my mom", "cannot_tell"),
        ("언니한테 말해 볼까", "reaching_out"),
        ("maybe I could tell my sister", "reaching_out"),
        ("내가 너무 한심해", "ashamed"),
        ("am I a freak", "ashamed"),
        ("버리기는 싫어요", "unsafe"),
        ("죽으려는 건 아니에요", "denied"),
        ("I wasn't trying to die", "denied"),
        ("됐어 그만하자", "letting_go"),
        ("whatever, let's stop", "letting_go"),
        ("제가 전화를 안 받았어요", ""),
        ("무서워", ""),
        ("집에 가는 중", ""),
        ("I don't want to call", "unwilling"),
        ("계획은 없어", "no_plan"),
        ("I don't have a plan", "no_plan"),
        ("그만할래", "letting_go"),
        ("나 잘게", "letting_go"),
        ("stop asking", "letting_go"),
        ("good night", "letting_go"),
        ("밥 먹었어", ""),
        ("오늘 날씨 어때", ""),
        ("what's the weather", ""),
        ("응", ""),
        ("no", ""),
    ],
)
def test_a_followup_is_known_by_its_words(text: str, name: str) -> None:
    assert read(text) == name


@pytest.mark.parametrize(
    ("asked", "yes", "no", "unsure"),
    [
        ("thoughts", "confirmed", "denied", "unsure"),
        ("plan", "unsafe", "no_plan", "unsure"),
        ("danger", "unsafe", "not_now", "unsure"),
        ("safe", "in_safety", "unsafe", "unsure"),
        ("company", "accompanied", "alone", "unsure"),
    ],
)
def test_a_bare_answer_means_what_was_asked(asked: str, yes: str, no: str, unsure: str) -> None:
    for text in ("응", "네", "맞아요", "네 가끔요", "yes", "yeah sometimes", "ㅇㅇ", "응..."):
        assert read(text, asked) == yes, text
    for text in ("아니", "아니요", "ㄴㄴ", "no", "not really"):
        assert read(text, asked) == no, text
    for text in ("모르겠어", "잘 모르겠어요", "I don't know", "idk"):
        assert read(text, asked) == unsure, text


@pytest.mark.parametrize(
    ("text", "asked", "beside"),
    [
        ("약은 거실에 뒀어. 근데 다리로 가고 있어", "", "근데 다리로 가고 있어"),
        ("I put the pills away but I'm at the bridge", "", "but im at the bridge"),
        ("농담이야", "", ""),
        ("응 준비 다 끝났어", "thoughts", "준비 다 끝났어"),
        ("yes", "thoughts", ""),
    ],
)
def test_what_is_said_beside_an_answer_is_told(text: str, asked: str, beside: str) -> None:
    found = READER.read(text, Course(traces=[SIGN]), asked=asked, now=NOW)
    assert found is not None
    assert beside in found.beside
    assert len(found.beside) < len(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I have nowhere to go", "safe"),
        ("I have to go tomorrow", "company"),
        ("많이 추워", "company"),
        ("I can't sleep", "plan"),
        ("no idea what you mean by that", "safe"),
        ("모르겠어요 이혼하자고 하면 죽인다고 했어요", "safe"),
    ],
)
def test_what_only_begins_like_an_answer_is_none(text: str, asked: str) -> None:
    assert read(text, asked) == ""


@pytest.mark.parametrize("text", ["매일 생각해", "가끔 들어요", "I do", "sometimes, a lot"])
def test_the_words_of_the_question_are_a_yes(text: str) -> None:
    assert read(text, "thoughts") == "confirmed"


def test_a_no_with_its_reason_is_a_no() -> None:
    assert read("아니요 애들이 있으니까요", "plan") == "no_plan"
    assert read("아니 애들이 학교에 갔거든", "plan") == ""


@pytest.mark.parametrize(
    ("name", "kind"), [("in_their_reach", Kind.ABUSE), ("might_hurt", Kind.VIOLENCE)]
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_danger_that_goes_on_is_met_with_new_words(name: str, kind: Kind, language: str) -> None:
    found = Followup(name=name, level=Level.IMMINENT, numbers=True, kind=kind)
    told: list[str] = []
    for _ in range(3):
        told.append(ANSWERS.follow(found, language, earlier=1, told=told))
    assert len(set(told)) == 3


def test_nobody_is_no_answer_to_whether_it_is_safe() -> None:
    assert read("no one is here", "safe") == "alone"


def test_a_no_that_only_opens_a_sentence_is_none() -> None:
    assert read("아니 오늘 회사에서 무슨 일이 있었냐면", "thoughts") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("연락이 안 돼", "they_unreached"),
        ("전화를 안 받아요", "they_unreached"),
        ("she won't pick up", "they_unreached"),
        ("his phone is off", "they_unreached"),
        ("아니", "they_unreached"),
        ("연락 왔어 집에 있대", "they_are_safe"),
        ("I found him", "they_are_safe"),
        ("뭐라고 말해야 할까", "how_to_help"),
        ("what should I say", "how_to_help"),
        ("비밀 지켜 달라고 했어", "their_secret"),
        ("I promised not to tell", "their_secret"),
    ],
)
def test_a_worry_about_another_is_followed(text: str, name: str) -> None:
    assert read(text, "other", WORRY) == name
    assert read(text, "", SIGN) != name


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (Kind.SOMEONE_ELSE, "지금 집에 혼자 있대요", "they_alone"),
        (Kind.SOMEONE_ELSE, "she's home alone", "they_alone"),
        (Kind.SOMEONE_ELSE, "어디 사는지는 알아요", "they_located"),
        (Kind.SOMEONE_ELSE, "I know where she lives", "they_located"),
        (Kind.SOMEONE_ELSE, "112에 신고했어요", "they_called"),
        (Kind.SOMEONE_ELSE, "the police are on their way", "they_called"),
        (Kind.SOMEONE_ELSE, "제가 너무 늦은 걸까요", "they_guilt"),
        (Kind.SOMEONE_ELSE, "they found her, she's alive", "they_are_safe"),
        (Kind.ABUSE, "지금은 나갔어요", "they_are_away"),
        (Kind.ABUSE, "he left for work", "they_are_away"),
        (Kind.ABUSE, "신고하면 더 맞을까 봐", "afraid_to_report"),
        (Kind.ABUSE, "if I report him it will only get worse", "afraid_to_report"),
        (Kind.ABUSE, "이혼하자고 하면 죽인다고 했어요", "threatened"),
        (Kind.ABUSE, "갈 데가 없어요", "nowhere_to_go"),
        (Kind.ABUSE, "I have nowhere to go", "nowhere_to_go"),
        (Kind.ABUSE, "애가 보는 앞에서도 그래요", "children_there"),
        (Kind.ABUSE, "it's my fault", "blames_oneself"),
        (Kind.ABUSE, "무서워요", "afraid_of_them"),
        (Kind.ABUSE, "오늘은 아빠 출장 갔어", "they_are_away"),
        (Kind.ABUSE, "it's not my fault right", "not_ones_fault"),
        (Kind.ABUSE, "ok i'm at my friend's", "got_away"),
        (Kind.ABUSE, "이모네 집에 왔어", "got_away"),
        (Kind.SOMEONE_ELSE, "she texted me back", "they_are_safe"),
        (Kind.SOMEONE_ELSE, "지금은 엄마랑 같이 있대", "they_are_safe"),
        (Kind.SOMEONE_ELSE, "찾았어 학교 옥상에 있었대", "they_are_safe"),
        (Kind.ABUSE, "신고하면 아빠 잡혀가요?", "afraid_to_report"),
        (Kind.EATING, "가끔 심장이 막 뛰고 어지러워요", "body_alarm"),
        (Kind.EATING, "I get dizzy", "body_alarm"),
        (Kind.EATING, "병원 가면 입원시킬까 봐 무서워요", "afraid_of_treatment"),
        (Kind.EATING, "몸무게가 41킬로예요", "counting"),
        (Kind.EATING, "I feel fat", "hates_the_body"),
        (Kind.VIOLENCE, "아니 진짜 그럴 건 아니야", "will_not_hurt"),
        (Kind.VIOLENCE, "못 참겠어", "might_hurt"),
        (Kind.VIOLENCE, "그냥 돌아갈래", "turned_back"),
        (Kind.VIOLENCE, "I threw the knife away", "turned_back"),
        (Kind.VIOLENCE, "사람들 앞에서 바보 취급했어", "wronged"),
        (Kind.BEREAVED, "제가 전화를 안 받았거든요", "left_with_guilt"),
        (Kind.BEREAVED, "it's all my fault", "left_with_guilt"),
        (Kind.BEREAVED, "사람들은 이제 잊으래요", "told_to_move_on"),
        (Kind.BEREAVED, "오늘이 오빠 생일이에요", "missing_them"),
    ],
)
def test_after_a_sign_of_a_kind_its_own_words_are_known(kind: Kind, text: str, name: str) -> None:
    sign = replace(SIGN, level=Level.CONCERN, kinds=(kind,))
    found = READER.read(text, Course(traces=[sign]), asked="", now=NOW)
    assert found is not None and (found.name, found.kind) == (name, kind)
    assert read(text) != name


@pytest.mark.parametrize(
    ("kind", "text", "not_this"),
    [
        (Kind.SELF_HARM, "I almost stepped off the bridge", "came_down"),
        (Kind.SELF_HARM, "옥상 들어왔어", "came_down"),
        (Kind.SELF_HARM, "옥상에서 내려왔다가 다시 올라왔어", "came_down"),
        (Kind.SELF_HARM, "I'm not going to tell anyone", "reaching_out"),
        (Kind.SELF_HARM, "I'll text my mom goodbye", "reaching_out"),
        (Kind.SELF_HARM, "마지막으로 엄마한테 전화해야겠어", "reaching_out"),
        (Kind.SOMEONE_ELSE, "I don't know where she lives", "they_located"),
        (Kind.SOMEONE_ELSE, "they're going to do it", "they_called"),
        (Kind.SOMEONE_ELSE, "구급차가 아직 안 왔어", "they_called"),
        (Kind.SOMEONE_ELSE, "I haven't called 911", "they_called"),
        (Kind.SOMEONE_ELSE, "I don't know if she's alive", "they_are_safe"),
        (Kind.SOMEONE_ELSE, "살아 있는지 모르겠어", "they_are_safe"),
        (Kind.ABUSE, "he hasn't left", "they_are_away"),
        (Kind.ABUSE, "자고 있었는데 때렸어", "they_are_away"),
        (Kind.ABUSE, "he said he didn't mean to hurt me", "threatened"),
        (Kind.VIOLENCE, "I don't have a gun", "might_hurt"),
        (Kind.VIOLENCE, "지금 집에 갈 거야", "might_hurt"),
    ],
)
def test_what_tells_the_contrary_is_not_taken_for_it(kind: Kind, text: str, not_this: str) -> None:
    assert read(text, sign=replace(SIGN, kinds=(kind,))) != not_this


@pytest.mark.parametrize(
    ("kind", "text", "not_this"),
    [
        (Kind.SOMEONE_ELSE, "I feel so alone", "they_alone"),
        (Kind.SOMEONE_ELSE, "나 혼자 있어서 무서워", "they_alone"),
        (Kind.SOMEONE_ELSE, "밤이 늦었네요", "they_guilt"),
        (Kind.SOMEONE_ELSE, "it's not my fault", "they_guilt"),
        (Kind.ABUSE, "it's not my fault", "blames_oneself"),
        (Kind.ABUSE, "I don't deserve this", "blames_oneself"),
        (Kind.ABUSE, "내 잘못이 아닌데 왜", "blames_oneself"),
        (Kind.BEREAVED, "제 탓이 아니래요", "left_with_guilt"),
    ],
)
def test_what_is_said_of_oneself_or_denied_is_no_word_of_the_kind(
    kind: Kind, text: str, not_this: str
) -> None:
    assert read(text, sign=replace(SIGN, level=Level.CONCERN, kinds=(kind,))) != not_this


@pytest.mark.parametrize("calm", [0, 3, 8])
@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (Kind.ABUSE, "아빠가 지금 들어와", "in_their_reach"),
        (Kind.ABUSE, "he says he will kill me", "threatened"),
        (Kind.EATING, "어지러워서 쓰러질 것 같아", "body_alarm"),
        (Kind.VIOLENCE, "I can't stop myself", "might_hurt"),
    ],
)
def test_a_danger_is_known_as_long_as_the_level_stays(
    kind: Kind, text: str, name: str, calm: int
) -> None:
    sign = replace(SIGN, level=Level.CONCERN, kinds=(kind,))
    own = replace(SIGN, level=Level.EXPLICIT)
    for traces in ([sign], [sign, own]):
        course = Course(traces=[*traces, *[Trace(at=NOW, answer="")] * calm])
        found = READER.read(text, course, asked="", now=NOW)
        assert found is not None and (found.name, found.kind) == (name, kind)


def test_a_sign_about_another_hides_no_plan_of_ones_own() -> None:
    worried = Course(traces=[SIGN, WORRY])
    found = READER.read("오늘 밤에 할 거야", worried, asked="", now=NOW)
    assert found is not None and found.name == "unsafe"
    assert READER.read("걔가 오늘 밤에 할 거래", worried, asked="", now=NOW) is None


@pytest.mark.parametrize(
    ("text", "asked", "said", "wins"),
    [
        ("네 그리고 남편이 때려요", "thoughts", Judgement(Level.CONCERN, (Kind.ABUSE,)), False),
        (
            "아니 그런 건 아닌데 남편이 때려요",
            "thoughts",
            Judgement(Level.CONCERN, (Kind.ABUSE,)),
            True,
        ),
        ("응 죽고 싶어", "thoughts", Judgement(Level.EXPLICIT, (Kind.SELF_HARM,)), False),
        ("응 오늘 밤에", "thoughts", Judgement(Level.IMMINENT, (Kind.SELF_HARM,)), True),
        ("상담 소용없어 죽고 싶어", "", Judgement(Level.EXPLICIT, (Kind.SELF_HARM,)), True),
        ("상담은 소용없어", "", Judgement(Level.CONCERN, (Kind.SELF_HARM,)), False),
        ("상담은 소용없어", "", Judgement(Level.CONCERN, (Kind.SOMEONE_ELSE,)), True),
        ("상담은 소용없어", "", Judgement(), False),
        ("약이 옆에 있어", "", Judgement(Level.IMMINENT, (Kind.SELF_HARM,)), False),
    ],
)
def test_what_is_graver_or_new_outweighs_a_followup(
    text: str, asked: str, said: Judgement, wins: bool
) -> None:
    course = Course(traces=[SIGN])
    found = READER.read(text, course, asked=asked, now=NOW)
    assert found is not None
    assert outweighs(said, found, course) is wins


def test_words_of_a_kind_do_not_hide_a_wish_of_ones_own() -> None:
    course = Course(traces=[WORRY])
    found = READER.read("제가 너무 늦은 걸까요", course, asked="", now=NOW)
    assert found is not None and found.name == "they_guilt"
    assert outweighs(Judgement(Level.CONCERN, (Kind.SELF_HARM,)), found, course)
    assert not outweighs(Judgement(Level.CONCERN, (Kind.SOMEONE_ELSE,)), found, course)


def test_what_is_tied_to_something_is_not_put_away() -> None:
    course = Course(traces=[SIGN])
    found = READER.read("I put the rope on the door", course, asked="", now=NOW)
    assert found is None or "door" in found.beside


def test_everyday_words_refer_to_the_guard_only_for_a_while() -> None:
    for kind, text, name in [
        (Kind.SELF_HARM, "카톡으로 보내도 돼?", "by_text"),
        (Kind.BEREAVED, "오늘 친구 생일이야", "missing_them"),
    ]:
        sign = replace(SIGN, kinds=(kind,), level=Level.CONCERN)
        for calm, known in [(3, name), (4, "")]:
            course = Course(traces=[sign, *[Trace(at=NOW, answer="")] * calm])
            found = READER.read(text, course, asked="", now=NOW)
            assert (found.name if found else "") == known


def test_what_is_said_to_everybody_leaves_the_matter_as_it_was() -> None:
    sign = replace(SIGN, level=Level.CONCERN, kinds=(Kind.ABUSE,))
    course = Course(traces=[sign])
    for text, kind in [("그만할래", Kind.ABUSE), ("농담 아니야", Kind.SELF_HARM)]:
        found = READER.read(text, course, asked="", now=NOW)
        assert found is not None and found.kind is kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("졸려", "sinking"),
        ("it's too late", "sinking"),
        ("무서워", "frightened"),
        ("I'm in a taxi home", "came_down"),
    ],
)
def test_some_words_mean_something_in_a_danger_that_is_there(text: str, name: str) -> None:
    assert read(text, sign=replace(SIGN, level=Level.IMMINENT)) == name


def test_a_time_means_something_only_after_a_sign_of_ones_own_danger() -> None:
    for text in ("오늘 밤에 할 거야", "yeah I'll do it tonight"):
        found = READER.read(text, Course(traces=[SIGN]), asked="", now=NOW)
        assert found == Followup(name="unsafe", level=Level.IMMINENT, numbers=True)
        assert read(text, "", WORRY) == ""
        assert READER.read(text, Course(), asked="", now=NOW) is None


def test_a_yes_after_the_direct_question_is_explicit() -> None:
    found = READER.read("응", Course(traces=[SIGN]), asked="thoughts", now=NOW)
    assert found == Followup(name="confirmed", level=Level.EXPLICIT, numbers=True)


def test_what_keeps_the_level_keeps_that_of_the_conversation() -> None:
    sign = replace(SIGN, level=Level.IMMINENT)
    found = READER.read("상담 소용없어", Course(traces=[sign]), asked="", now=NOW)
    assert found is not None and found.level is Level.IMMINENT


@pytest.mark.parametrize("text", ["전화 못 하겠어", "I can't call"])
def test_who_cannot_call_while_it_is_happening_is_told_to_have_somebody_call(text: str) -> None:
    sign = replace(SIGN, level=Level.IMMINENT)
    assert read(text, sign=sign) == "unwilling_now"
    assert read(text) == "unwilling"


def test_who_is_abused_and_not_safe_is_not_sent_out_of_a_hiding_place() -> None:
    sign = replace(SIGN, level=Level.CONCERN, kinds=(Kind.ABUSE,))
    found = READER.read("아니", Course(traces=[sign]), asked="safe", now=NOW)
    assert found == Followup(
        name="in_their_reach", level=Level.IMMINENT, numbers=True, kind=Kind.ABUSE
    )
    text = ANSWERS.follow(found, "ko", young=True)
    assert text.index("1388") < text.index("1366") < text.index("109 자살예방")
    assert "방에서 나와" not in text


@pytest.mark.parametrize("ago", [timedelta(hours=49), timedelta(days=3)])
def test_after_two_days_nothing_is_a_followup(ago: timedelta) -> None:
    sign = replace(SIGN, at=NOW - ago)
    assert READER.read("괜찮아졌어", Course(traces=[sign]), asked="", now=NOW) is None


def test_without_a_sign_nothing_is_a_followup() -> None:
    assert READER.read("괜찮아졌어", Course(), asked="thoughts", now=NOW) is None


def test_who_comes_back_after_hours_is_asked_how_it_went() -> None:
    assert checking_in(Course(traces=[SIGN]), NOW + timedelta(hours=4))
    assert not checking_in(Course(traces=[SIGN]), NOW + timedelta(hours=2))
    assert not checking_in(Course(traces=[SIGN]), NOW + timedelta(days=2))
    assert not checking_in(Course(), NOW)


HUNCH = replace(SIGN, hunch=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("아니", "misread"),
        ("아니 형이 피시방 간다는 얘기야 ㅋㅋ", "misread"),
        ("나 멀쩡해 죽을 생각 1도 없고 그냥 면접이 떨린다고", "misread"),
        ("아니라고. 안 죽고 싶어. 면접 얘기만 하자", "misread"),
        ("엥 갑자기 왜 이래", "misread"),
        ("no", "misread"),
        ("what?? I meant the note about the DISHES", "misread"),
        ("lol I'm fine", "misread"),
        ("I was never suicidal", "misread"),
        ("응", "confirmed"),
        ("yes", "confirmed"),
        ("모르겠어", "unsure"),
        ("안 괜찮아", "still_hard"),
        ("괜찮진 않아", "still_hard"),
        ("no I'm not ok", "still_hard"),
        ("I guess", "confirmed"),
        ("사실 네", "confirmed"),
        ("no its my fault", "denied"),
        ("no he only does it when he's drunk", "denied"),
        ("그런 생각 안 해본 적 없어", ""),
        ("아니라고는 못 하겠어", ""),
        ("없어져도 괜찮아", "safe"),
        ("잘 지내", ""),
        ("I mean, yeah", ""),
        ("not like that. he uses a belt", ""),
        ("라면에 물 얼마나 넣어", ""),
    ],
)
def test_whoever_was_asked_on_a_hunch_is_believed(text: str, name: str) -> None:
    assert read(text, asked="thoughts", sign=HUNCH) == name


def test_a_denial_outweighs_its_own_words_and_nothing_else() -> None:
    course, guard = Course(traces=[HUNCH]), Guard()
    for text, weighs in [
        ("죽을 생각 1도 없고 그냥 면접이 떨린다고", False),
        ("아니 안 죽고 싶어 면접 얘기만 하자", False),
        ("아니 그냥 죽고 싶어", True),
    ]:
        found = READER.read(text, course, asked="thoughts", now=NOW)
        assert found is not None and found.name == "misread"
        assert outweighs(guard.judge(found.beside), found, course) is weighs


NAMES = READER.groups


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "name", [*(one for one in NAMES if one != "misread"), "unwilling_now", "check_in", "going_on"]
)
def test_every_followup_has_a_text_that_names_a_number(name: str, language: str) -> None:
    numbers = name in {"confirmed", "line_busy", "by_text", "numbers_wanted"}
    for earlier in range(3):
        followup = Followup(name=name, level=Level.CONCERN, numbers=numbers, again=numbers)
        text = ANSWERS.follow(followup, language, earlier=earlier)
        assert "{" not in text
        assert "109" in text or "119" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_question_is_known_again(language: str) -> None:
    for level in (Level.CONCERN, Level.EXPLICIT, Level.IMMINENT):
        for earlier in range(4):
            text = ANSWERS.answer(Judgement(level, (Kind.SELF_HARM,)), language, earlier=earlier)
            assert ANSWERS.asked(text), text
    plan = ANSWERS.follow(Followup(name="confirmed", level=Level.EXPLICIT), language)
    assert ANSWERS.asked(plan) == "plan"
    assert ANSWERS.asked("안녕하세요, how are you?") == ""


def test_a_followup_tells_all_numbers_only_where_they_were_not_just_told() -> None:
    yes = Followup(name="confirmed", level=Level.EXPLICIT, numbers=True)
    told = [ANSWERS.follow(yes, "ko", earlier=earlier) for earlier in (0, 1)]
    assert ["1577-0199" in text for text in told] == [True, False]
    assert "109" in told[1]
    busy = Followup(name="line_busy", level=Level.EXPLICIT, numbers=True, again=True)
    assert "1577-0199" in ANSWERS.follow(busy, "ko", earlier=1)


def test_all_numbers_come_at_first_and_then_now_and_then() -> None:
    judgement = Judgement(Level.EXPLICIT, (Kind.SELF_HARM,))
    whole = ["1577-0199" in ANSWERS.answer(judgement, "ko", earlier=n) for n in range(6)]
    assert whole == [True, False, False, False, True, False]
    assert all("109" in ANSWERS.answer(judgement, "ko", earlier=n) for n in range(6))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_who_wants_no_numbers_is_told_none_but_in_an_emergency(language: str) -> None:
    quiet = Numbers.NONE
    for name in set(NAMES) - {"no_numbers", "numbers_wanted", "by_text", "line_busy"}:
        found = Followup(name=name, level=Level.EXPLICIT, numbers=True)
        text = ANSWERS.follow(found, language, numbers=quiet)
        assert text.strip() and "109" not in text and "988" not in text
    for found in (CHECK_IN, GOING_ON):
        assert "109" not in ANSWERS.follow(found, language, numbers=quiet)
    for earlier in range(4):
        judgement = Judgement(Level.EXPLICIT, (Kind.SELF_HARM,))
        assert not re.search(
            r"\d", ANSWERS.answer(judgement, language, earlier=earlier, numbers=quiet)
        )
    now = ANSWERS.answer(Judgement(Level.IMMINENT, (Kind.SELF_HARM,)), language, numbers=quiet)
    assert "119" in now and "109" not in now
    asked = Followup(name="numbers_wanted", level=Level.EXPLICIT, numbers=True, again=True)
    assert "1577-0199" in ANSWERS.follow(asked, language, earlier=1, numbers=quiet)


def test_the_wish_for_no_numbers_is_known_by_what_was_answered() -> None:
    refused, sought = (
        ANSWERS.follow(Followup(name=name, level=Level.EXPLICIT), "ko")
        for name in ("no_numbers", "numbers_wanted")
    )
    assert [ANSWERS.wanted(one) for one in (refused, sought, "알겠어요.")] == [False, True, None]
    wish = replace(SIGN, answer=refused)
    for traces, level, numbers in [
        ([SIGN], Level.EXPLICIT, Numbers.DUE),
        ([SIGN, wish], Level.EXPLICIT, Numbers.NONE),
        ([SIGN, wish, Trace(at=NOW, answer="")], Level.CONCERN, Numbers.NONE),
        ([SIGN, wish], Level.IMMINENT, Numbers.BRIEF),
        ([SIGN, wish, replace(SIGN, level=Level.IMMINENT)], Level.IMMINENT, Numbers.NONE),
        ([SIGN, wish, replace(SIGN, answer=sought)], Level.EXPLICIT, Numbers.DUE),
    ]:
        assert Course(traces=traces).numbers(level, NOW, wanted=ANSWERS.wanted) is numbers
    later = NOW + timedelta(days=3)
    assert Course(traces=[SIGN, wish]).numbers(Level.EXPLICIT, later, wanted=ANSWERS.wanted) is (
        Numbers.DUE
    )


@pytest.mark.parametrize("found", [CHECK_IN, GOING_ON])
def test_who_comes_back_or_goes_on_is_sent_to_their_own_line(found: Followup) -> None:
    child = ANSWERS.follow(found, "ko", young=True, kinds=(Kind.ABUSE,))
    assert "1388" in child and "109" not in child
    assert "1366" in ANSWERS.follow(found, "ko", kinds=(Kind.ABUSE,))


def test_an_abused_child_in_a_country_without_a_line_for_the_young_is_sent_to_that_for_all() -> (
    None
):
    text = Answers(country="US").follow(GOING_ON, "en", young=True, kinds=(Kind.ABUSE,))
    assert "988" in text and "1-800-799-7233" not in text
