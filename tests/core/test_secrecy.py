from __future__ import annotations

import traceback

from assistant.core.secrecy import MASK, Secrets

KEY = "sk-very-secret"


def test_a_secret_is_masked_and_a_text_becomes_one_short_line() -> None:
    line = Secrets([KEY]).line(f"wrong key\n {KEY}" + " x" * 1000)
    assert line.startswith(f"wrong key {MASK} x")
    assert len(line) < 400


def test_no_secret_masks_nothing() -> None:
    assert Secrets(["", ""]).hide("text") == "text"


def test_it_does_not_show_itself() -> None:
    assert KEY not in repr(Secrets([KEY]))


def test_an_error_that_would_tell_a_secret_is_not_chained() -> None:
    secrets = Secrets([KEY])
    harmless = ValueError("no")
    assert secrets.cause(harmless) is harmless
    telling = LookupError("no connection")
    telling.__cause__ = ValueError(f"bad header {KEY}")
    assert KEY in "".join(traceback.format_exception(telling))
    assert secrets.cause(telling) is None
