from __future__ import annotations

import pytest

from assistant.core.understanding.rows import Mention, in_row


def row(question: str, *names: str, heaped: bool = False, least: int = 2) -> list[str]:
    every = [Mention(place := question.index(n), place + len(n), (n,), n) for n in names]
    return [mention.name for mention in in_row(question, every, every, heaped, least)]


@pytest.mark.parametrize("joint", [" and ", ", ", "/", " & ", " vs ", ", or "])
def test_names_that_are_joined_stand_in_a_row(joint: str) -> None:
    assert row(f"how fast are oat{joint}hat", "oat", "hat") == ["oat", "hat"]


def test_names_next_to_each_other_do_so_in_a_heap_or_where_a_question_opens() -> None:
    assert row("oat hat speed", "oat", "hat", heaped=True) == ["oat", "hat"]
    assert row("oat hat which is fast", "oat", "hat") == ["oat", "hat"]
    assert row("why is oat hat fast", "oat", "hat") == []


def test_a_row_may_have_to_be_longer() -> None:
    assert row("how do oat, hat and cat differ", "oat", "hat", "cat", least=3) == ["oat", "hat", "cat"]
    assert row("how do oat and hat differ from a cat", "oat", "hat", "cat", least=3) == []
