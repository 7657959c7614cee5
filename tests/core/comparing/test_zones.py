from __future__ import annotations

from assistant.core.comparing.zones import zones
from tests.core.comparing.papers import QUICK, SLOW, TEA, paper


def test_what_comes_before_the_paper_speaks_of_itself_is_background() -> None:
    assert zones(QUICK)[:3] == ("background", "background", "own")
    assert zones(SLOW)[0] == "background"


def test_a_study_that_never_says_we_speaks_of_itself_by_its_design() -> None:
    assert set(zones(TEA)) == {"own"}


def test_what_others_fail_at_is_prior_work_wherever_it_stands() -> None:
    text = "We build a bridge. However, existing bridge models cannot bear rain. Ours bears it."
    assert zones(paper("Bridges", text)) == ("own", "prior", "own")


def test_an_earlier_paper_of_the_same_authors_is_prior_work() -> None:
    text = "In a previous paper we built a bridge. In this paper we paint it."
    assert zones(paper("Paint", text)) == ("prior", "own")


def test_an_abstract_that_never_speaks_of_itself_has_no_background() -> None:
    assert zones(paper("Rain", "Rain falls. Roofs leak.")) == ("own", "own")
