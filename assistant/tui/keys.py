"""What a key does in, its binding out; the one form in which all screens state their keys."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

_SHOWN = {
    "escape": "Esc",
    "space": "␣",
    "enter": "⏎",
    "tab": "Tab",
    "slash": "/",
    "left": "←",
    "right": "→",
    "ctrl+backslash": "^\\",
}
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 13)}


def key(
    pressed: str,
    action: str,
    title: str,
    name: str,
    told: str = "",
    *,
    shown_as: str = "",
    first: bool = False,
) -> Binding:
    """The binding of one or several keys, with commas between them, of which people are shown the first.

    `name` is what settings call it by. What is `told` makes it a command of the palette. One that comes
    `first` works whatever has the focus.
    """
    return Binding(
        pressed,
        action,
        title,
        key_display=shown_as or _display(pressed.split(",")[0]),
        priority=first,
        tooltip=told,
        id=name,
    )


def quiet_key(
    pressed: str, action: str, title: str, name: str, told: str = "", *, first: bool = False
) -> Binding:
    """The same of a key that has no place in the line of keys."""
    return replace(key(pressed, action, title, name, told, first=first), show=False)


def _display(pressed: str) -> str | None:
    if pressed in _FUNCTION_KEYS:
        return pressed.upper()
    return _SHOWN.get(pressed) or (f"^{pressed[5:]}" if pressed.startswith("ctrl+") else None)
