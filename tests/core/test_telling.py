from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.draft import Draft
from assistant.core.telling import all_quoted, coverage_told, judged, silence_told, support_told, usage_told
from assistant.domain import (
    Answer,
    CitedPaper,
    Coverage,
    Filters,
    Paper,
    RankedPaper,
    SentenceVerdict,
    Support,
    Usage,
)

PAPERS = (Paper("a", "A", "They are fast. They are small."), Paper("b", "B", "Nothing is fast."))


def answer(*claims: tuple[str, int, Support]) -> Answer:
    draft = Draft()
    for text, label, _ in claims:
        draft.sentence(text, [label] if label else [])
    cited = sorted({label for _, label, _ in claims if label})
    return Answer(
        question="?",
        standalone="?",
        kind="fact",
        filters=Filters(),
        abstained=False,
        text=draft.text,
        sentences=tuple(draft.sentences),
        verdicts=tuple(SentenceVerdict(support, 1.0) for *_, support in claims),
        sources=tuple(CitedPaper(label, PAPERS[label - 1], ()) for label in cited),
        retrieved=(),
        coverage=Coverage(2, len(cited)),
    )


def test_sentences_that_claim_nothing_are_not_counted() -> None:
    assert judged(answer(("2 papers:", 0, "framing"), ("They are fast.", 1, "supported"))) == ["supported"]


def test_an_answer_is_quoted_when_each_claim_stands_in_an_abstract_it_cites() -> None:
    quoted = answer(("2 papers:", 0, "framing"), ("They are fast.", 1, "supported"))
    assert all_quoted(quoted)
    assert support_told(quoted) == "1 of 1 sentence supported, all quoted"
    assert not all_quoted(answer(("They are fast.", 2, "supported")))
    assert not all_quoted(answer(("They are quick.", 1, "supported")))
    assert not all_quoted(answer(("2 papers:", 0, "framing")))


def test_verdicts_other_than_supported_are_counted_by_kind() -> None:
    mixed = answer(
        ("They are quick.", 1, "supported"),
        ("They are small and cheap.", 1, "partly"),
        ("They are red.", 1, "unsupported"),
        ("They are old.", 2, "unsupported"),
        ("Everybody knows.", 0, "uncited"),
    )
    told = "1 of 5 sentences supported · 1 in part · 2 not · 1 without citation"
    assert support_told(mixed) == told
    assert support_told(answer(("They are quick.", 1, "supported"))) == "1 of 1 sentence supported"
    assert support_told(answer(("2 papers:", 0, "framing"))) == "no sentence to check"


def test_papers_are_counted_as_they_are_cited_or_kept_silent() -> None:
    cited = answer(("They are fast.", 1, "supported"))
    assert coverage_told(cited) == "cites 1 of 2 matching papers"
    assert silence_told(replace(cited, coverage=Coverage(1, 0))) == "no answer in 1 matching paper"
    unmatched = replace(cited, coverage=Coverage(0, 0))
    assert silence_told(unmatched) == "no answer · no paper matches"
    near = replace(unmatched, nearest=(RankedPaper("a", "A", 1.0),))
    assert silence_told(near) == "no answer"  # the nearest are told


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        (Usage(), ""),
        (Usage(1200, 30), "1,200 tokens read, 30 written"),
        (Usage(1200, 30, 0.0), "1,200 tokens read, 30 written, $0.0000"),
        (Usage(0, 0, 0.0123), "$0.0123"),
    ],
)
def test_only_what_a_server_counted_is_told(usage: Usage, told: str) -> None:
    assert usage_told(usage) == told
