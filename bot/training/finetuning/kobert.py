"""KoBERT's tokenizer, which transformers by itself gets wrong.

``skt/kobert-base-v1`` calls it XLNet's, which takes Hangul apart and puts [CLS] at the end;
``monologg/kobert`` is taken for a WordPiece one, to which nearly every word is unknown. Both carry
the sentencepiece model that they were pretrained with: BERT's frame around its pieces is right.
"""

from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

_MODELS = ("spiece.model", "tokenizer_78b3253a26.model")
_ENCODERS = ("bert", "distilbert")
_SPECIAL = {
    "unk_token": "[UNK]",
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}
_NEVER = -100.0
"""The score of a token that no sentencepiece model knows, such as [CLS]: no text gives it."""


def kobert_tokenizer(model: str, settings: Any) -> Any | None:
    """The tokenizer of a BERT whose words are in a sentencepiece model; None for any other model.

    *model* is a folder or a name on the hub; *settings* the network's own.
    """
    if settings.model_type not in _ENCODERS or _file(model, "tokenizer.json"):
        return None
    pieces = next((file for name in _MODELS if (file := _file(model, name))), None)
    return None if pieces is None else _built(pieces, _file(model, "vocab.txt"))


def _file(model: str, name: str) -> Path | None:
    from transformers.utils.hub import cached_file

    found = cached_file(
        model,
        name,
        _raise_exceptions_for_missing_entries=False,
        _raise_exceptions_for_connection_errors=False,
        _raise_exceptions_for_gated_repo=False,
    )
    return Path(found) if found else None


def _built(pieces: Path, order: Path | None) -> Any:
    from transformers import PreTrainedTokenizerFast

    words, charsmap = _read(pieces)
    if order is not None:
        scores = dict(words)
        listed = order.read_text("utf-8").split("\n")
        words = [(word, scores.get(word, _NEVER)) for word in listed if word]
    number = {word: place for place, (word, _) in enumerate(words)}
    tokenizer = Tokenizer(Unigram(words, unk_id=number["[UNK]"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(charsmap) if charsmap else normalizers.NFKC(),
            normalizers.Strip(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    frame = [(name, number[name]) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=frame
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, model_max_length=512, **_SPECIAL
    )


def _read(file: Path) -> tuple[list[tuple[str, float]], bytes]:
    """The pieces with their scores, and the table of characters that are normalised."""
    from transformers.convert_slow_tokenizer import import_protobuf

    model = import_protobuf().ModelProto()  # type: ignore[no-untyped-call]
    model.ParseFromString(file.read_bytes())
    words = [(piece.piece, piece.score) for piece in model.pieces]
    return words, bytes(model.normalizer_spec.precompiled_charsmap)
