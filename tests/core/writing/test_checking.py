from __future__ import annotations

import pytest

from assistant.core.writing.checking import (
    Checked,
    Checker,
    better,
    contradicted,
    kept,
    replaced,
    unknown_labels,
    without_failing,
)
from assistant.core.writing.cited_text import Block, Claim
from assistant.domain import Finding, SentenceVerdict, Span
from tests.core.writing.desks import QUESTION, TWO, quote_judge

PAPERS = dict(enumerate(TWO.papers, start=1))
CHECKER = Checker(quote_judge, PAPERS, (1, 2), QUESTION)
RIGHT = Claim("They are twice as fast.", (1,))
WRONG = Claim("Memory falls by 60 %.", (1,))
LOOSE = Claim("All is pink.", (2,))
BARE = Claim("Nothing is known.")


def checked(*claims: Claim) -> Checked:
    return CHECKER.check(tuple(Block("\n", "- ", (claim,)) for claim in claims))


def verdict(support: str, *kinds: str) -> SentenceVerdict:
    findings = tuple(Finding(kind, "", Span(0, 1)) for kind in kinds)  # type: ignore[arg-type]
    return SentenceVerdict(support, 0.0, findings=findings)  # type: ignore[arg-type]


def test_the_share_counts_supported_sentences_among_those_that_claim_something() -> None:
    assert checked(RIGHT, LOOSE).share == 0.5
    assert checked(RIGHT, Claim("In summary:")).share == 1.0
    assert checked(Claim("In summary:")).share == 0.0


def test_half_support_counts_half_and_a_contradiction_nothing() -> None:
    blocks = (Block("", "", (RIGHT, WRONG)),)
    assert Checked(blocks, (verdict("partly"), verdict("supported", "number"))).share == 0.25


def test_marking_keeps_what_is_only_unsupported_and_drops_what_is_contradicted() -> None:
    assert without_failing(checked(RIGHT, WRONG, LOOSE, BARE), "mark").claims == [RIGHT, LOOSE, BARE]
    assert without_failing(checked(RIGHT, WRONG, LOOSE, BARE), "drop").claims == [RIGHT]


@pytest.mark.parametrize(
    ("kind", "false"), [("number", True), ("negation", True), ("name", False), ("quantifier", False)]
)
def test_some_findings_make_a_sentence_false_and_others_only_unproven(kind: str, false: bool) -> None:
    assert contradicted(verdict("partly", kind)) == false


def test_a_rewritten_sentence_must_be_carried_further() -> None:
    assert better(verdict("supported"), verdict("partly"))
    assert better(verdict("unsupported"), verdict("partly", "number"))
    assert not better(verdict("supported", "number"), verdict("unsupported"))
    assert not better(verdict("unsupported"), verdict("unsupported"))


def test_sentences_and_verdicts_stay_together() -> None:
    some = kept(checked(RIGHT, WRONG, LOOSE), [True, False, True])
    assert [v.support for v in some.verdicts] == ["supported", "unsupported"]
    new = replaced(some, {1: (RIGHT, verdict("supported"))})
    assert new.claims == [RIGHT, RIGHT]
    assert [v.support for v in new.verdicts] == ["supported", "supported"]
    assert replaced(new, {0: None}) == Checked(new.blocks[1:], new.verdicts[1:])


def test_labels_of_papers_not_shown_are_counted_and_go() -> None:
    claims = [Claim("They are twice as fast.", (1, 8)), Claim("Memory falls by 40 %.", (9,))]
    assert unknown_labels(claims, PAPERS) == 2
    assert [claim.labels for claim in checked(*claims).claims] == [(1,), (1,)]


def test_a_sentence_is_not_cited_to_a_paper_that_does_not_support_it() -> None:
    assert checked(BARE).claims == [BARE]
    assert checked(BARE).verdicts[0].support == "uncited"
