from __future__ import annotations

import random

import pytest

from eval.training.faults import FAULTS, Context, other_number, swapped_names, wrong_number

ABSTRACT = (
    "We present FastNet, a network for 12 languages.",
    "FastNet outperforms BigNet on GLUE by 3.2 points and may help users.",
    "Training takes 40 hours, which is associated with higher accuracy in the test set.",
    "Results improve with the size of the corpus.",
)
SIMILAR = ("SlowNet is trained on COCO.", "It improves the memory of the decoder by using larger images.")

TRUE = {
    "wrong_number": ABSTRACT[1],
    "other_number": ABSTRACT[2],
    "swapped_numbers": "Accuracy rises from 71.2 to 80.5 in all runs.",
    "other_name": "FastNet is fast.",
    "foreign_name": "FastNet is fast.",
    "other_thing": "We see the accuracy of the model.",
    "foreign_thing": "We see the accuracy of the model.",
    "swapped_names": ABSTRACT[1],
    "unit": "Training takes 40 hours.",
    "negation": "FastNet can be trained in a day.",
    "direction": ABSTRACT[2],
    "over_claim": ABSTRACT[1],
    "causal": ABSTRACT[2],
    "scope": "It works for several languages.",
    "slip": "Training takes 40 hours.",
    "unmentioned": "FastNet is fast.",
}


def context(seed: int = 0) -> Context:
    return Context(ABSTRACT, SIMILAR, random.Random(seed))


def test_every_fault_has_a_true_sentence_here() -> None:
    assert TRUE.keys() == FAULTS.keys()


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_fault_changes_the_sentence_in_one_place(kind: str, seed: int) -> None:
    true = TRUE[kind]
    false = FAULTS[kind](true, context(seed))
    assert false
    assert false != true
    assert false not in " ".join(ABSTRACT)


@pytest.mark.parametrize("kind", FAULTS)
def test_the_same_draw_gives_the_same_fault(kind: str) -> None:
    assert FAULTS[kind](TRUE[kind], context(3)) == FAULTS[kind](TRUE[kind], context(3))


@pytest.mark.parametrize("kind", sorted(FAULTS.keys() - {"unmentioned"}))
def test_a_sentence_with_nothing_to_change_is_left_alone(kind: str) -> None:
    assert FAULTS[kind]("Penguins.", context()) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_wrong_number_stands_nowhere_in_the_abstract(seed: int) -> None:
    false = wrong_number("It gains 3.2 points.", context(seed))
    assert false
    assert false.split()[2] not in {"12", "3.2", "40"}


def test_a_number_of_something_else_comes_from_the_abstract() -> None:
    assert other_number("It supports 12 languages.", context()) == "It supports 40 languages."


def test_the_sides_of_a_comparison_change_places() -> None:
    assert swapped_names("FastNet outperforms BigNet", context()) == "BigNet outperforms FastNet"
