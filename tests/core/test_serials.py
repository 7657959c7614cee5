from __future__ import annotations

import pytest

from assistant.core.serials import of_others
from assistant.domain import Paper

PAPERS = [
    Paper("17", "Us at LampEval-2017 Task 3", "We lit lamps."),
    Paper("18", "Them at LampEval-2018 Task 7", "After LampEval 2017."),
    Paper("short", "Winning LampEval18", ""),
    Paper("none", "Lamps", "No contest here."),
]


@pytest.mark.parametrize("topic", ["LampEval-2018", "submissions to lampeval 2018", "LampEval18"])
def test_papers_of_another_year_alone_are_of_others(topic: str) -> None:
    assert of_others(topic, PAPERS) == {"17"}


def test_versions_belong_to_what_is_asked_for() -> None:
    papers = [Paper("a", "Lamp 3.1"), Paper("b", "Lamp-2"), Paper("c", "Lamp3 and Lamp2")]
    assert of_others("use of Lamp 3", papers) == {"b"}


@pytest.mark.parametrize("topic", ["lamps", "top 5 lamps", "in 2018", "4-bit lamps", "5% of lamps"])
def test_other_topics_leave_out_none(topic: str) -> None:
    assert of_others(topic, [*PAPERS, Paper("top", "The top 3 of 2017, 8-bit")]) == frozenset()
