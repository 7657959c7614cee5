"""assistant: abstracts in, cited and checked answers out."""

from __future__ import annotations

import os

# Set before any dependency loads: onnxruntime >= 1.29 writes a device id at import and newer ones
# try to upload; older Chroma reports usage; tokenizers and hub clients must never reach out.
for _name, _value in {
    "ORT_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(_name, _value)
del _name, _value
