from __future__ import annotations

import logging
import warnings

from assistant.tui.journal import Journal


def test_warnings_and_errors_are_kept_with_their_traceback_and_nothing_less() -> None:
    journal = Journal()
    journal.open()
    try:
        log = logging.getLogger("some.library")
        log.info("loading")
        log.warning("slow %s", "disk")
        try:
            raise ZeroDivisionError("no layers")
        except ZeroDivisionError:
            log.exception("it broke")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("old function", stacklevel=1)
    finally:
        journal.leave()
    log.warning("later")
    assert "loading" not in journal.text
    assert "later" not in journal.text
    slow, broke, old = journal.text.split("\n\n")
    assert slow.endswith("warning · some.library\nslow disk")
    assert "error · some.library\nit broke\nTraceback" in broke
    assert broke.endswith("ZeroDivisionError: no layers")
    assert "old function" in old


def test_only_the_last_entries_are_kept() -> None:
    journal = Journal()
    for number in range(500):
        journal.handle(logging.LogRecord("a", logging.ERROR, "", 0, f"number {number}", None, None))
    assert journal.text.endswith("number 499")
    assert "number 100\n" not in journal.text
