"""Conversations in every documented form."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.dialogue.local.layout import Exchange
from bot.training.dialogue.sources import open_talks
from bot.training.dialogue.talk import clean, split
from config.errors import BadDataset, UsageError


def exchange(question: str, answer: str, sentiment: int = 0) -> Exchange:
    return Exchange(question=question, sentiment=sentiment, answer=answer)


TWO = [
    [exchange("배고파", "밥 먹어요."), exchange("뭐 먹지", "김치찌개요.")],
    [exchange("안녕", "네, 안녕하세요.")],
]
FORMS = {
    "talks.json": json.dumps(
        [["배고파", "밥 먹어요.", "뭐 먹지", "김치찌개요."], ["안녕", "네, 안녕하세요."]]
    ),
    "named.json": json.dumps(
        [
            {
                "turns": [
                    {"speaker": "bot", "text": "어서 와요."},
                    {"speaker": "user", "text": "배고파"},
                    {"speaker": "bot", "text": "밥 먹어요."},
                    {"speaker": "user", "text": "뭐"},
                    {"speaker": "user", "text": "먹지"},
                    {"speaker": "bot", "text": "김치찌개요."},
                ]
            },
            {"turns": ["안녕", "네, 안녕하세요."]},
        ]
    ),
    "talks.jsonl": '["배고파", "밥 먹어요.", "뭐 먹지", "김치찌개요."]\n["안녕", "네, 안녕하세요."]\n',
    "talks.txt": "배고파\n밥 먹어요.\n뭐 먹지\n김치찌개요.\n\n안녕\n네, 안녕하세요.\n",
    "named.txt": "민수: 배고파\n친구: 밥 먹어요.\n민수: 뭐\n민수: 먹지\n친구: 김치찌개요.\n\n민수: 안녕\n친구: 네, 안녕하세요.\n",
    "talks.csv": 'dialogue,speaker,text\n1,a,배고파\n1,b,밥 먹어요.\n1,a,뭐 먹지\n1,b,김치찌개요.\n2,b,안녕\n2,a,"네, 안녕하세요."\n',
    "talks.tsv": "dialogue\ttext\n1\t배고파\n1\t밥 먹어요.\n1\t뭐 먹지\n1\t김치찌개요.\n2\t안녕\n2\t네, 안녕하세요.\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FORMS[name], "utf-8")
    found = open_talks(str(tmp_path / name), None)
    assert [list(talk.exchanges) for talk in found.talks] == TWO


def test_songys_by_name(tmp_path: Path) -> None:
    table = "Q,A,label\n졸려,자요.,0\n헤어졌어,힘들겠어요.,1\n좋아해,설레네요.,2\n졸려,자요.,0\n,빈 줄,0\n"
    (tmp_path / "ChatbotData.csv.gz").write_bytes(gzip.compress(table.encode()))
    found = open_talks("songys", tmp_path)
    assert [talk.exchanges[0] for talk in found.talks] == [
        exchange("졸려", "자요."),
        exchange("헤어졌어", "힘들겠어요.", 1),
        exchange("좋아해", "설레네요.", 2),
    ]
    assert (found.read, found.empty, found.copies) == (5, 1, 1)
    assert "3 of 5 conversations kept" in found.summary()


def test_an_export_is_cut_into_evenings_without_crisis_turns(tmp_path: Path) -> None:
    def line(
        at: str, speaker: str, text: str, mood: str | None = None, level: str = "none"
    ) -> dict[str, object]:
        return {"at": f"2026-03-0{at}:00+00:00", "speaker": speaker, "text": text, "mood": mood, "level": level}  # fmt: skip

    lines = [
        line("1T20:00", "user", "시험 망했어", "sad"),
        line("1T20:01", "companion", "속상했겠어요."),
        line("1T20:02", "user", "죽고 싶어", "sad", "explicit"),
        line("1T20:03", "companion", "109가 있어요.", level="explicit"),
        line("1T20:05", "user", "그래도 고마워", "warm"),
        line("1T20:06", "companion", "언제든 와요."),
        line("2T20:00", "user", "오늘은 좋았어", "joy"),
        line("2T20:01", "companion", "다행이에요."),
        line("2T20:02", "user", "잘 자"),
    ]
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("maum.json", json.dumps({"lines": lines}))
    (tmp_path / "maum.zip").write_bytes(raw.getvalue())
    found = open_talks(str(tmp_path / "maum.zip"), None)
    assert [list(talk.exchanges) for talk in found.talks] == [
        [exchange("시험 망했어", "속상했겠어요.", 1), exchange("그래도 고마워", "언제든 와요.", 2)],
        [exchange("오늘은 좋았어", "다행이에요.", 2)],
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.json", "{", "no JSON"),
        ("x.json", "{}", "a list of conversations"),
        ("x.json", "[3]", "conversation 1"),
        ("x.json", '[[{"speaker": "a"}]]', "an utterance is"),
        ("x.txt", "a: 1\nb: 2\nc: 3", "3 speakers"),
        ("x.txt", "혼잣말", "no conversation"),
        ("x.csv", "a,b\n1,2", "Q and A"),
        ("x.csv", "Q,A,label\n1,2,9", "row 2"),
        ("x.zip", "no archive", "no export"),
    ],
)
def test_what_is_no_conversation_is_named(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(BadDataset, match=told):
        open_talks(str(tmp_path / name), None)


def test_a_missing_file_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="songys"):
        open_talks("nowhere.json", None)
    with pytest.raises(BadDataset, match="ChatbotData"):
        open_talks("songys", tmp_path)


def test_parts_share_no_first_question_and_depend_on_the_seed_alone() -> None:
    talks = clean("t", [[exchange(f"질문 {n % 20}", f"답 {n}")] for n in range(60)])
    parts = split(talks, seed=3, shares=(6, 2, 2))
    assert parts == split(talks, seed=3, shares=(6, 2, 2))
    assert parts != split(talks, seed=4, shares=(6, 2, 2))
    first = [
        {talk.exchanges[0].question for talk in part}
        for part in (parts.train, parts.dev, parts.test)
    ]
    assert [len(one) for one in first] == [12, 4, 4]
    assert len(set.union(*first)) == 20
    for count in range(3, 12):
        few = split(
            clean("t", [[exchange(f"질문 {n}", "답")] for n in range(count)]),
            seed=0,
            shares=(8, 0.1, 1),
        )
        assert few.train and few.dev and few.test
        assert len({*few.train, *few.dev, *few.test}) == count
    with pytest.raises(BadDataset, match=r"1 conversations .* it takes 3"):
        split(clean("t", [[exchange("하나", "둘")]]), seed=0, shares=(8, 1, 1))
    with pytest.raises(UsageError):
        split(talks, seed=0, shares=(1, 1))
