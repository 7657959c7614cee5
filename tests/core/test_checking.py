from __future__ import annotations

from assistant.core.checking import best_match, check, evidence_papers, sentences, together
from assistant.domain import Sentence
from tests.core.grounding.pages import paper
from tests.core.worlds import StopSentences

SPLIT = StopSentences()
FAST = paper("Rows are read in 4.9 ms. They remain small.", "Fast Rows", "fast")
SLOW = paper("Columns are read in 9.8 ms. They are wide.", "Slow Columns", "slow")


def test_a_marker_names_its_paper_and_is_no_part_of_the_sentence() -> None:
    first, second = sentences("Rows are small [2]. Columns are wide.", (1, 2), SPLIT)
    assert (first.text, first.labels) == ("Rows are small.", (2,))
    assert (second.text, second.labels) == ("Columns are wide.", (1, 2))


def test_each_sentence_is_held_against_the_papers_it_names() -> None:
    found = check("They remain small. [1] They remain small. [2] They remain small. [3]", [FAST, SLOW], SPLIT)
    assert [item.verdict.support for item in found] == ["supported", "unsupported", "unsupported"]
    assert [[paper.id for paper in item.papers] for item in found] == [["fast"], ["slow"], []]


def test_the_paper_that_supports_a_sentence_best_is_found() -> None:
    text = "Columns are read in 9.8 ms."
    found = best_match(Sentence(text, (1,), 0, len(text)), [FAST, SLOW])
    assert (found.papers, found.verdict.support) == ((SLOW,), "supported")


def test_a_claim_is_as_good_as_its_worst_sentence() -> None:
    claim = "They remain small. Rows are read in 5.9 ms."
    verdict = together(check(claim, evidence_papers([FAST.abstract], SPLIT), SPLIT))
    assert (verdict.support, verdict.score) == ("unsupported", 0.0)
    assert next(span.address for span in verdict.spans) == "evidence-1#s2"
    (finding,) = verdict.findings
    assert claim[finding.claim.start : finding.claim.end] == "5.9 ms"


def test_a_text_that_says_nothing_claims_nothing() -> None:
    assert together(check("[1]", [FAST], SPLIT)).support == "framing"
