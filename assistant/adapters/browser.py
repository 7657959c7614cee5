"""A web address in, a page in the person's browser out, where there is a screen for one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

_SECONDS = 5.0
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_OPENERS = ("xdg-open", "wslview", "gio")


def browse(address: str) -> bool:
    """Whether a browser was told to show the address; never one that draws in this terminal."""
    command = _opener()
    if not command or urlsplit(address).scheme not in ("http", "https"):
        return False
    quiet = subprocess.DEVNULL
    try:
        # In a session of its own, so that it outlives the terminal and never reads from it.
        opening = subprocess.Popen(
            [*command, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        return opening.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True  # it is the browser itself, and runs
    except OSError:
        return False


def _opener() -> list[str]:
    """The command that opens an address; empty where nothing could be seen."""
    if sys.platform == "darwin":
        return ["open"]
    if not any(os.environ.get(name) for name in _SCREENS):
        return []
    name = next((name for name in _OPENERS if shutil.which(name)), "")
    return [name, "open"] if name == "gio" else [name] if name else []
