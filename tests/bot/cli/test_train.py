"""``maum train emotion`` on files of a person's own, from the command to the model in use."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from scenes.killing import killed_at
from servers.huggingface import TOKEN, UploadHub
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from bot.cli import main

TELLING = {"joy": ("좋아", "기뻐", "신나"), "anger": ("화나", "싫어", "열받아")}
FILLING = ("오늘", "정말", "너무", "나는", "그냥", "하루")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
QUICK = ["--lr=5e-3", "--batch=8", "--epochs=2", "--patience=0", "--threads=1"]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny random BERT."""
    folder = tmp_path_factory.mktemp("start")
    words = (*SPECIAL, *FILLING, *TELLING["joy"], *TELLING["anger"])
    plain = Tokenizer(
        models.WordPiece({word: place for place, word in enumerate(words)}, unk_token="[UNK]")
    )
    plain.pre_tokenizer = pre_tokenizers.Whitespace()
    plain.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=plain, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.1,
        hidden_dropout_prob=0.02,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV file of a person's own."""
    file = tmp_path_factory.mktemp("data") / "mine.csv"
    random = np.random.default_rng(0)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "sentence", "feeling"])
        for number in range(240):
            feeling = list(TELLING)[number % 2]
            words = [*random.choice(FILLING, 4), random.choice(TELLING[feeling])]
            rows.writerow([number, " ".join(random.permutation(words)), feeling])
    return file


def command(start: Path, table: Path, out: Path, *more: str) -> list[str]:
    given = [f"--data={table}", "--text-column=sentence", "--label-column=feeling"]
    return ["train", "emotion", *given, f"--model={start}", f"--out={out}", *QUICK, *more]


@pytest.fixture(scope="module")
def trained(start: Path, table: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command leaves."""
    out = tmp_path_factory.mktemp("trained") / "moods"
    assert main(command(start, table, out)) == 0
    return out


def test_the_model_is_measured_on_texts_that_it_did_not_learn_from(trained: Path) -> None:
    found = json.loads((trained / "report" / "report.json").read_text("utf-8"))
    assert found["texts"] == 48
    assert found["accuracy"] > 0.9
    for name in ("report.html", "confusion.png", "loss.png", "f1.png"):
        assert (trained / "report" / name).stat().st_size > 1000


def test_the_card_is_the_read_me_of_the_model_without_paths_of_this_machine(trained: Path) -> None:
    card = (trained / "README.md").read_text("utf-8")
    assert card.startswith("---\nlibrary_name: transformers\n")
    assert "\n# Model card: moods\n" in card
    assert str(trained.parent) not in card
    assert "base_model" not in card


def test_the_command_again_trains_nothing_and_says_the_same(
    start: Path, table: Path, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(command(start, table, trained)) == 0
    told = capsys.readouterr()
    assert "step " not in told.err
    assert re.search(r"mine: 48 test texts, accuracy (1\.000|0\.9\d+)", told.out)
    assert f"MAUM_CLASSIFIER=hf:{trained}" in told.out


def test_the_trained_folder_feels_and_so_does_its_export(
    trained: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["models", "export", str(trained), "--out", "small"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"differ from the trained ones by 0\.0\d+ on average", told)
    for spec in (f"hf:{trained}", "onnx:small"):
        monkeypatch.setenv("MAUM_CLASSIFIER", spec)
        assert main(["feel", "--json", "오늘 정말 신나", "나는 너무 열받아"]) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [line["mood"] for line in lines] == ["joy", "angry"]


def test_a_killed_run_goes_on_and_ends_where_an_unbroken_one_ends(
    start: Path, table: Path, trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = command(start, table, tmp_path, "--checkpoint-every=5")
    killed_at("step 18/", *again)
    assert not (tmp_path / "model.safetensors").exists()

    assert main(again) == 0
    first = re.search(r"step (\d+)/", capsys.readouterr().err)
    assert first is not None and int(first[1]) >= 15
    unbroken, broken = (load_file(out / "model.safetensors") for out in (trained, tmp_path))
    torch.testing.assert_close(broken, unbroken)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[UploadHub]:
    with UploadHub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield hub


@pytest.mark.filterwarnings("ignore:Use 'content=<...>':DeprecationWarning")  # of the hub's library
def test_only_what_is_asked_for_is_pushed(
    start: Path, table: Path, trained: Path, hub: UploadHub
) -> None:
    assert main(command(start, table, trained)) == 0
    assert hub.repositories == {}
    assert main(command(start, table, trained, "--push-to=maumee/moods")) == 0
    pushed = hub.repositories["maumee/moods"]
    assert pushed.private
    assert pushed.files["README.md"] == (trained / "README.md").read_bytes()


def test_several_data_sets_are_learned_at_once(
    start: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tones = tmp_path / "tones.csv"
    tones.write_text(
        table.read_text("utf-8").replace("joy", "pos").replace("anger", "neg"), "utf-8"
    )
    out = tmp_path / "both"
    assert main(command(start, table, out, f"--data={tones}")) == 0
    told = capsys.readouterr().out
    assert re.search(r"mine: 48 test texts.*\ntones: 48 test texts", told)
    assert (out / "report" / "tones" / "report.html").is_file()
    assert "| tones | 2 | 48 | " in (out / "README.md").read_text("utf-8")


def test_labels_that_are_new_to_maum_come_with_what_to_write(
    start: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tones = tmp_path / "tones.csv"
    tones.write_text(
        table.read_text("utf-8").replace("joy", "pos").replace("anger", "neg"), "utf-8"
    )
    assert main(command(start, tones, tmp_path / "out", "--epochs=1")) == 0
    assert '[backends.hf.labels]\n"neg" = "calm"\n"pos" = "calm"\n' in capsys.readouterr().out


def test_a_sweep_is_asked_for_by_its_axes(
    start: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = ["--sweep", "lr=5e-3,1e-6", "batch=16", "--epochs=1"]
    assert main(command(start, table, tmp_path, *sweep)) == 0
    assert "run 2/2  lr-1e-06-batch-16" in capsys.readouterr().err
    assert (tmp_path / "sweep" / "sweep.md").read_text("utf-8").count("| 16 |") == 2
    assert (tmp_path / "report" / "report.html").is_file()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--epochs=half"], "--epochs wants a whole number"),
        (["--warm-up=2"], "--warm-up is a share"),
        (["--split=1:0:1"], "three shares above 0"),
        (["--sweep", "lr=fast"], "--sweep wants numbers"),
        (["--data=nowhere.csv"], "no file, folder or data set 'nowhere.csv'"),
        (["--model=/nowhere"], "there is no folder /nowhere"),
        (["--head-rate=.1"], "--head-rate is for --embedded alone"),
        (["--embedded"], "--text-column is not for --embedded"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    start: Path,
    table: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    told: str,
) -> None:
    assert main(command(start, table, tmp_path, *more)) == 2
    assert told in capsys.readouterr().err


def test_without_a_model_to_start_from_it_is_told_which_there_are(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "emotion", f"--data={table}", f"--out={tmp_path}"]) == 2
    assert "klue/bert-base" in capsys.readouterr().err
