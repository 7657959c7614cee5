from __future__ import annotations

from assistant.core.comparing.short_names import short_name
from assistant.core.comparing.synthesis import synthesis
from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison
from tests.core.comparing.papers import QUICK, SLOW, paper

PAPERS = (QUICK, SLOW)
ABSENT = Cell("not_stated", NOT_STATED)
MEMORY = Cell("stated", "It reduces memory to 3 GB", (1,), "quicksort9#s5")


def text(*aspects: Aspect, most: int = 3) -> str:
    return synthesis(Comparison(("quicksort9", "slowsort"), aspects), PAPERS, most).text


def test_each_aspect_has_a_line_for_each_paper() -> None:
    written = text(Aspect("memory", (MEMORY, ABSENT)))
    assert written.startswith(
        f"**memory**\n- QuickSort9: It reduces memory to 3 GB [1]\n- SlowSort: {NOT_STATED}"
    )


def test_aspects_that_nobody_states_share_one_framing_sentence() -> None:
    aspects = (
        Aspect("memory", (MEMORY, ABSENT)),
        Aspect("energy", (ABSENT, ABSENT)),
        Aspect("oil", (ABSENT,) * 2),
    )
    draft = synthesis(Comparison(("quicksort9", "slowsort"), aspects), PAPERS)
    assert draft.framing == {f"Energy and oil: {NOT_STATED}."}


def test_a_sentence_is_quoted_once_and_pointed_to_afterwards() -> None:
    written = text(Aspect("memory", (MEMORY, ABSENT)), Aspect("cost", (MEMORY, ABSENT)))
    assert written.count("3 GB") == 1
    assert "**cost**\n- QuickSort9: as under memory" in written


def test_no_more_aspects_than_asked_for() -> None:
    assert "**cost**" not in text(
        Aspect("memory", (MEMORY, ABSENT)), Aspect("cost", (MEMORY, ABSENT)), most=1
    )


def test_abstracts_that_differ_are_said_to() -> None:
    cells = (
        Cell("conflicting", "Ten.", (1,), "quicksort9#s1"),
        Cell("conflicting", "Nine.", (2,), "slowsort#s1"),
    )
    assert "**lamps (the abstracts differ)**" in text(Aspect("lamps", cells))


def test_without_a_stated_cell_nothing_is_written() -> None:
    assert text(Aspect("energy", (ABSENT, ABSENT))) == ""


def test_a_paper_goes_by_the_head_of_its_title_when_that_is_short() -> None:
    assert short_name(QUICK) == "QuickSort9"
    assert short_name(paper("A Study of Lamps", "Light.")) == "A Study of Lamps"


def test_a_paper_that_states_nothing_asked_is_told_by_its_approach_once() -> None:
    aspects = (Aspect("memory", (MEMORY, ABSENT)), Aspect("cost", (MEMORY, ABSENT)))
    about = {"slowsort": Cell("stated", SLOW.sentence(2), (2,), "slowsort#s2")}
    comparison = Comparison(("quicksort9", "slowsort"), aspects)
    written = synthesis(comparison, PAPERS, approaches=about).text
    assert f"- SlowSort: {NOT_STATED}; its approach: {SLOW.sentence(2)} [2]" in written
    assert written.count("its approach") == 1
