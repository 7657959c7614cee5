from __future__ import annotations

from assistant.core.comparing.portraits import PortraitOptions, Told, portraits
from assistant.core.comparing.table import approaches
from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison
from tests.core.comparing.papers import QUICK, SLOW, TEA
from tests.fakes import FakeReranker

ABSENT = Cell("not_stated", NOT_STATED)
ASKED = "how fast it is"
TABLE = Comparison(
    ("quicksort9", "slowsort"),
    (
        Aspect(ASKED, (Cell("stated", QUICK.sentence(5), (1,), "quicksort9#s5"), ABSENT)),
        Aspect("approach", (ABSENT, Cell("stated", SLOW.sentence(2), (2,), "slowsort#s2"))),
    ),
)


def text(stated: float, per_paper: int = 1) -> str:
    options = PortraitOptions(per_paper, 1.5, stated)
    return portraits(
        "colour", [ASKED], Told(TABLE, approaches([QUICK, SLOW])), (QUICK, SLOW), FakeReranker(), options
    ).text


def test_the_sentences_of_asked_cells_come_first() -> None:
    assert f"- {QUICK.sentence(5)} [1]" in text(stated=-10)


def test_sentences_on_the_topic_fill_up_in_the_order_of_the_abstract() -> None:
    written = text(stated=-10, per_paper=2)
    assert f"- {QUICK.sentence(3)} [1]\n- {QUICK.sentence(5)} [1]" in written


def test_a_paper_that_says_nothing_of_it_is_told_by_its_approach() -> None:
    assert f"- {NOT_STATED}; its approach: {SLOW.sentence(2)} [2]" in text(stated=9)


def test_what_others_did_is_never_quoted() -> None:
    written = text(stated=-10, per_paper=9)
    assert QUICK.sentence(2) not in written
    assert QUICK.sentence(7) in written


def test_of_three_papers_each_gets_a_sentence_less() -> None:
    papers = (QUICK, SLOW, TEA)
    table = Comparison(("quicksort9", "slowsort", "tea"), ())
    options = PortraitOptions(2, 1.5, -10)
    assert portraits("colour", [], Told(table), papers, FakeReranker(), options).text.count("\n- ") == 3
    assert portraits("colour", [], Told(table), papers[:2], FakeReranker(), options).text.count("\n- ") == 4
