"""A generation's folder in, exit code 0 out when its index is sound; else the reason on stderr."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.adapters.chroma_index.verification import verify
from assistant.errors import StoreError

if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except StoreError as error:
        raise SystemExit(error.why or error.what) from None
