"""Models that were published for TensorFlow alone."""

from config.errors import TensorFlowOnly

_ADVICE = """\
{model} has weights for TensorFlow alone (tf_model.h5); maum and today's transformers read PyTorch's.
Convert it once, in an environment of its own:
  python -m venv convert
  convert/bin/pip install "transformers<5" tensorflow tf-keras torch
  convert/bin/python -c "from transformers import AutoModelForSequenceClassification as M, \
AutoTokenizer as T; M.from_pretrained('{model}', from_tf=True).save_pretrained('converted'); \
T.from_pretrained('{model}').save_pretrained('converted')"
and name the folder converted instead."""


def refuse_tensorflow(model: str) -> None:
    """Raise `TensorFlowOnly`, which says how to convert it, if *model* is for TensorFlow alone.

    *model* is a folder or a name on the hub that could not be loaded.
    """
    from transformers.utils.hub import has_file

    try:
        only = has_file(model, "tf_model.h5")
    except (OSError, ValueError, RuntimeError):
        return  # whatever is wrong with it, it is something else
    if only:
        raise TensorFlowOnly(_ADVICE.format(model=model))
