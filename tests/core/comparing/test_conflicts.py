from __future__ import annotations

import pytest

from assistant.core.comparing.conflicts import disagreements
from assistant.domain import Paper
from tests.core.comparing.papers import paper


def rows(one: str, other: str) -> list[str]:
    papers: list[Paper] = [paper("First", one), paper("Second", other)]
    return [aspect.name for aspect in disagreements(papers, {"first": 1, "second": 2})]


SAID = "ResNet-50 reaches 76.1 % accuracy on ImageNet."


def test_other_figures_for_the_same_thing_conflict() -> None:
    papers = [paper("First", SAID), paper("Second", "On ImageNet, ResNet-50 has an accuracy of 71 %.")]
    [aspect] = disagreements(papers, {"first": 1, "second": 2})
    assert aspect.name == "ImageNet, ResNet-50: accuracy"
    assert [(cell.state, cell.labels, cell.address) for cell in aspect.cells] == [
        ("conflicting", (1,), "first#s1"),
        ("conflicting", (2,), "second#s1"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "On ImageNet, ResNet-50 has an accuracy of 76 %.",  # rounded
        "On ImageNet, ViT-B has an accuracy of 71 %.",  # another method
        "Our variant of ResNet-50 has an accuracy of 71 % on ImageNet.",  # another method of that name
        "On ImageNet, ResNet-50 has a precision of 71 %.",  # another measure
        "On ImageNet, ResNet-50 needs 71 ms more than the accuracy of 3 % is worth.",  # two figures
    ],
)
def test_figures_of_other_things_do_not(other: str) -> None:
    assert rows(SAID, other) == []


def test_a_paper_never_conflicts_with_itself() -> None:
    assert rows(f"{SAID} On ImageNet, ResNet-50 has an accuracy of 71 %.", "Nothing.") == []


def test_opposite_winners_conflict() -> None:
    assert rows("MoCo outperforms SimCLR.", "SimCLR outperforms MoCo.") == ["MoCo, SimCLR: which is better"]
    assert rows("MoCo outperforms SimCLR.", "MoCo surpasses SimCLR.") == []
