from __future__ import annotations

from assistant.core.merge import title_key
from eval.bench.premises import Premise, load, look, render
from tests.core.grounding.pages import paper

ROWS = paper("We propose RowSkip. RowSkip reduces memory by 40 %.", "RowSkip: Reading Less")


def test_a_false_premise_is_to_be_contradicted_and_a_right_one_is_not() -> None:
    asked = [
        Premise("f1", "Why does RowSkip increase memory?", ROWS.title, ("reduces memory",)),
        Premise("f2", "Why does RowSkip increase memory?", ROWS.title, ("reduces time",)),
        Premise("r1", "Why does RowSkip reduce memory?", ROWS.title, ()),
        Premise("r2", "Why does RowSkip increase memory?", ROWS.title, ()),
        Premise("x1", "Why?", "Another Title", ()),
    ]
    found = look(asked, [ROWS])
    assert [(one.asked.id, one.right) for one in found] == [
        ("f1", True),
        ("f2", False),
        ("r1", True),
        ("r2", False),
    ]
    assert "| false | 0.500 (" in render(found)


def test_there_are_false_and_right_premises_and_none_is_asked_twice() -> None:
    asked = load()
    assert sum(bool(one.facts) for one in asked) >= 80
    assert sum(not one.facts for one in asked) >= 60
    assert len({title_key(one.question) for one in asked}) == len(asked)
