"""A JSON value in, one line of valid JSON on stdout out, whatever the encoding of the terminal."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Mapping

_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def print_json(value: Mapping[str, object]) -> None:
    """Print at once; letters beyond ASCII are escaped only where stdout can't hold them.

    Controls are always escaped, those beyond ASCII too: a terminal may obey them.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_unicode = codecs.lookup(encoding).name.startswith("utf")
    print(json.dumps(value, ensure_ascii=not is_unicode).translate(_CONTROLS), flush=True)
