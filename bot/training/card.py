"""The model card: what the shipped network is, learned from, is good for and is not."""

from importlib.resources import files
from string import Template

from bot.training.evaluation import Figures
from bot.training.metrics import MultiLabel
from bot.training.recipe import Recipe


def model_card(figures: Figures, recipe: Recipe, *, size: int, distance: float) -> str:
    """The card in Markdown, around the figures as they were measured."""
    template = Template((files("bot.training") / "card.md").read_text("utf-8"))
    return template.substitute(
        figures="\n".join(_rows(figures)),
        moods="\n".join(
            f"| {mood} | {recall:.2f} |" for mood, recall in figures.mood_recall.items()
        ),
        recipe="\n".join(_recipe(recipe)),
        size=f"{size / 1e6:.1f}",
        layers=recipe.layers,
        distance=f"{distance:.4f}",
    )


def _rows(figures: Figures) -> list[str]:
    korean, english = figures.mood_accuracy.get("ko", 0), figures.mood_accuracy.get("en", 0)
    rows = [
        ("Mood, Korean lines", figures.mood_texts.get("ko", 0), "accuracy", korean),
        ("Mood, English lines", figures.mood_texts.get("en", 0), "accuracy", english),
        ("Everyday Korean lines", figures.daily_texts, "read as angry", figures.angry_daily),
        *_multi_label("KOTE, 44 labels", figures.kote),
        *_multi_label("GoEmotions, 28 labels", figures.goemotions),
        ("NSMC, polarity", figures.polarity_texts, "accuracy", figures.polarity_accuracy),
        ("KorSTS, memory", figures.memory_pairs, "Spearman", figures.memory_spearman),
    ]
    return [f"| {what} | {texts} | {metric} | {value:.3f} |" for what, texts, metric, value in rows]


def _multi_label(what: str, found: MultiLabel) -> list[tuple[str, int, str, float]]:
    return [
        (what, found.texts, "macro AUROC", found.macro_auroc),
        (what, found.texts, "macro-F1", found.macro_f1),
        (what, found.texts, "micro-F1", found.micro_f1),
    ]


def _recipe(recipe: Recipe) -> list[str]:
    epochs = ", ".join(f"{head} {count:g}" for head, count in recipe.epochs.items())
    bits = ", ".join(f"{count} ({head})" for head, count in recipe.bits.items())
    return [
        f"- The first {recipe.layers} layers of the start model; word embeddings as pretrained.",
        f"- Epochs: {epochs}. Batches of {recipe.batch}, each of one corpus, at most "
        f"{recipe.tokens} tokens.",
        f"- AdamW, {recipe.encoder_rate:g} for the encoder and {recipe.head_rate:g} for the heads, "
        f"decay {recipe.decay:g}, {recipe.warm_up:.0%} warm-up, then linear to zero. "
        f"Dropout {recipe.dropout:g}; label smoothing {recipe.smoothing:g} for the moods. "
        f"Seed {recipe.seed}.",
        f"- N-grams: logistic regression on runs of one to four characters, hashed; L2 "
        f"{recipe.penalty:g}; 2 to the power of {bits} buckets.",
    ]
