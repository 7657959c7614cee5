from __future__ import annotations

from assistant.core.calibration import Features
from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.overlap import features
from assistant.domain import Finding, Span

TEXT = (Statement("Caches grow with the context.", "p#s1"), Statement("Memory falls quickly.", "p#s2"))


def seen(claim: str, *kinds: str) -> Features:
    found = [Finding(kind, "", Span(0, 1)) for kind in kinds]  # type: ignore[arg-type]
    return features(1.5, Statement(claim), TEXT, found)


def test_what_stands_there_word_for_word_is_covered_whole() -> None:
    assert seen("Memory falls quickly.") == Features(1.5, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)


def test_words_of_two_sentences_are_covered_by_both_and_not_by_one() -> None:
    found = seen("Caches falls.")
    assert (found.covered, found.nearest, found.neighbours, found.gap) == (1.0, 0.5, 0.0, 0.0)


def test_a_run_of_words_that_are_not_there_is_a_gap() -> None:
    assert seen("Memory and striped penguins swim.").gap == 0.75


def test_findings_are_counted_by_what_they_mean() -> None:
    assert seen("Memory falls.", "number")[-2:] == (1.0, 0.0)
    assert seen("Memory falls.", "quantifier")[-2:] == (0.0, 1.0)


def test_a_claim_without_words_has_nothing_in_common() -> None:
    assert seen("?!") == Features(1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert features(0.0, Statement("Memory falls."), (), ()).covered == 0.0
