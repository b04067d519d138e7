"""The trainer of transformers, taught exact resuming, several heads, and to stop when asked."""

import math
from pathlib import Path
from threading import Event
from typing import Any

import torch
from transformers import (
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    PrinterCallback,
    Trainer,
    TrainingArguments,
)

from bot.training.finetuning.checkpoints import newest, seal
from bot.training.finetuning.columns import Columns
from bot.training.finetuning.course import Course
from bot.training.finetuning.examples import Examples
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.loss import HeadsLoss
from bot.training.finetuning.progress import Report
from bot.training.finetuning.sampler import LengthGrouped
from bot.training.finetuning.score import scorer
from bot.training.finetuning.start import Start


class ResumingTrainer(Trainer):
    """A trainer that goes on from what a kill left exactly, and keeps batches to one length."""

    def _get_train_sampler(self, train_dataset: Any = None) -> LengthGrouped:
        # The trainer's own grouping by length draws from a state that a resumed run has not.
        examples: Any = train_dataset or self.train_dataset
        batch = self.args.train_batch_size * self.args.gradient_accumulation_steps
        return LengthGrouped(examples.lengths, batch, seed=self.args.seed)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        super()._save_checkpoint(model, trial)
        seal(Path(str(self.args.output_dir)) / f"checkpoint-{self.state.global_step}")


def heads_trainer(
    start: Start,
    columns: Columns,
    train: Examples,
    dev: Examples,
    chosen: Hyperparameters,
    folder: Path,
    report: Report,
    stop: Event,
) -> ResumingTrainer:
    """A trainer of one or several heads; see `trainer`."""
    return trainer(
        chosen,
        folder,
        report,
        stop,
        model=start.network,
        train_dataset=train,
        eval_dataset=dev,
        data_collator=DataCollatorWithPadding(start.tokenizer),
        compute_loss_func=HeadsLoss(columns, train.targets if chosen.class_weights else None),
        compute_metrics=scorer(columns),
    )


def trainer(
    chosen: Hyperparameters, folder: Path, report: Report, stop: Event, **parts: Any
) -> ResumingTrainer:
    """A trainer that keeps its checkpoints in *folder* and raises `Stopped` soon after *stop*.

    *parts* are those of transformers' trainer; ``train_dataset`` tells its ``lengths`` in tokens.
    """
    callbacks: list[Any] = [Course(chosen, report, stop)]
    if chosen.patience:
        callbacks.append(EarlyStoppingCallback(chosen.patience, chosen.min_delta))
    arguments = _arguments(chosen, len(parts["train_dataset"]), folder)
    made = ResumingTrainer(args=arguments, callbacks=callbacks, **parts)
    made.remove_callback(PrinterCallback)
    return made


def run(made: ResumingTrainer) -> None:
    """Train to the end, from the newest checkpoint if there is one; the best weights are kept."""
    checkpoint = newest(Path(str(made.args.output_dir)))
    if checkpoint is None or not _ended(made, checkpoint):
        made.train(resume_from_checkpoint=str(checkpoint) if checkpoint else False)


def _ended(made: ResumingTrainer, checkpoint: Path) -> bool:
    """Whether the run was killed between its last step and its end; loads its best weights then.

    The trainer itself would forget that the patience had ended, and train on.
    """
    from transformers.trainer_callback import TrainerState

    state = TrainerState.load_from_json(str(checkpoint / "trainer_state.json"))
    if not state.stateful_callbacks["TrainerControl"]["args"]["should_training_stop"]:
        return False
    made.state = state
    if state.best_global_step:
        state.best_model_checkpoint = str(
            checkpoint.with_name(f"checkpoint-{state.best_global_step}")
        )
        made._load_best_model()
    return True


def _arguments(chosen: Hyperparameters, texts: int, folder: Path) -> TrainingArguments:
    an_epoch = math.ceil(texts / chosen.batch)
    every = chosen.evaluate_every or an_epoch
    precision = _precision(chosen.precision)
    part = chosen.batch // chosen.accumulate // max(1, torch.cuda.device_count())
    return TrainingArguments(
        output_dir=str(folder),
        learning_rate=chosen.learning_rate,
        per_device_train_batch_size=max(1, part),
        per_device_eval_batch_size=max(1, part) * 2,
        gradient_accumulation_steps=chosen.accumulate,
        num_train_epochs=chosen.epochs,
        warmup_steps=round(an_epoch * chosen.epochs * chosen.warm_up),
        weight_decay=chosen.decay,
        lr_scheduler_type="linear",
        eval_strategy="steps",
        eval_steps=every,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        logging_strategy="steps",
        logging_steps=max(1, every // 10),
        load_best_model_at_end=True,
        metric_for_best_model=chosen.best_by,
        greater_is_better=chosen.best_by != "loss",
        restore_callback_states_from_checkpoint=True,
        bf16=precision == "bf16",
        fp16=precision == "fp16",
        seed=chosen.seed,
        dataloader_pin_memory=torch.cuda.is_available(),
        disable_tqdm=True,
        report_to="none",
        log_level="error",
    )


def _precision(asked: str) -> str:
    if asked != "auto":
        return asked
    if not torch.cuda.is_available():
        return "fp32"
    return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
