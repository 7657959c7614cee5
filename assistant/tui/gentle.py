"""A block that imports much in, the same block with turns left for the screen out.

Importing the vector and language-model stack takes seconds of pure Python on the engine's thread. With
Python's usual settings a key then waits up to ten turns of 5 ms, and for garbage collections of 100 ms
and more; measured beside such a load, the longest pause fell from 170-750 ms to 60-70 ms.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_TURN_SECONDS = 0.0005


@contextmanager
def leaving_turns() -> Iterator[None]:
    """Short turns and no garbage collection inside; what was made inside is never traversed again."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(usual)
