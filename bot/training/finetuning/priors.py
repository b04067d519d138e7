"""Fresh heads that begin by saying how frequent their labels are.

Without that, a run over many rare labels spends its first epochs on learning that they are rare.
"""

import numpy as np
import torch
from torch import nn

from bot.training.finetuning.columns import Columns, Floats
from bot.training.finetuning.start import Start

_RAREST = 1e-3


def begin_at_priors(start: Start, columns: Columns, targets: Floats) -> None:
    """Set the bias of the last layer by the share of texts that have each label.

    *targets* are full rows, (texts, columns). What was learned already stays as it is.
    """
    for name, layer in start.network.named_modules():
        if not isinstance(layer, nn.Linear) or layer.out_features != columns.width:
            continue
        if f"{name}.bias" in start.fresh and f"{name}.weight" in start.fresh:
            with torch.no_grad():
                layer.bias.copy_(torch.from_numpy(_priors(columns, targets)))


def _priors(columns: Columns, targets: Floats) -> Floats:
    # A label that no text speaks of counts as the rarest.
    said = ~np.isnan(targets)
    shares = np.nansum(targets, 0) / np.maximum(said.sum(0), 1)
    shares = np.clip(shares, _RAREST, 1 - _RAREST)
    logits = np.log(shares) - np.log(1 - shares)
    for head, part in columns:
        if head.exclusive:
            logits[part] = np.log(shares[part])
    return np.asarray(logits, np.float32)
