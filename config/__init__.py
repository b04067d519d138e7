"""Settings, the error tree, moods, personas and the registry of backends."""

import os

# onnxruntime reports its use to Microsoft unless this is set before it is first imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
