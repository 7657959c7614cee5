"""Answers, papers and receipts in, the JSON objects of the public contract out (schema 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.domain import (
    Answer,
    CitedPaper,
    Diagnosis,
    Filters,
    Finding,
    Paper,
    Receipt,
    Sentence,
    SentenceVerdict,
)

SCHEMA = 1
"""Version of every JSON object the product prints; raised only when a reader of it would break."""


def answer_object(answer: Answer) -> dict[str, Any]:
    """The answer object; only `timings_ms` differs between two runs on the same input."""
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "standalone": answer.standalone,
        "kind": answer.kind,
        "filters": filters_object(answer.filters),
        "abstained": answer.abstained,
        "text": answer.text,
        "sentences": [_sentence(s, v) for s, v in zip(answer.sentences, answer.verdicts, strict=True)],
        "sources": [_source(source) for source in answer.sources],
        "retrieved": [asdict(paper) for paper in answer.retrieved],
        "comparison": asdict(answer.comparison) if answer.comparison else None,
        "coverage": asdict(answer.coverage),
        "nearest": [{"paper_id": paper.paper_id, "title": paper.title} for paper in answer.nearest],
        "notes": list(answer.notes),
        "incomplete": answer.incomplete,
        "timings_ms": dict(answer.timings_ms),
        "usage": asdict(answer.usage),
        "stamp": asdict(answer.stamp) if answer.stamp else None,
    }


def filters_object(filters: Filters) -> dict[str, Any]:
    """Filters with every field, empty ones included."""
    return {
        "year_from": filters.year_from,
        "year_to": filters.year_to,
        "published_from": filters.published_from or None,
        "published_to": filters.published_to or None,
        "authors": list(filters.authors),
        "authors_from": filters.authors_from,
        "authors_to": filters.authors_to,
        "organisation": filters.organisation or None,
        "titles": list(filters.titles),
    }


def paper_object(paper: Paper) -> dict[str, Any]:
    """A catalogue entry with its provenance."""
    return {
        "paper_id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "author_count": paper.author_count,
        "organisation": paper.organisation or None,
        "published": paper.published or None,
        "year": paper.year,
        "date_inferred": paper.date_inferred,
        "venue": paper.venue or None,
        "url": paper.url or None,
        "identifiers": list(paper.identifiers),
        "embedded": bool(paper.abstract),
        "sources": [
            {"file": s.place.file, "line": s.place.line, "format": s.format, "fields": list(s.fields)}
            for s in paper.sources
        ],
    }


def diagnosis_object(diagnoses: Sequence[Diagnosis]) -> dict[str, Any]:
    """Every diagnosis in order, and the worst state among them."""
    states = [diagnosis.state for diagnosis in diagnoses]
    worst = next((state for state in ("error", "warning") if state in states), "ok")
    return {"schema": SCHEMA, "state": worst, "checks": [asdict(diagnosis) for diagnosis in diagnoses]}


def receipt_object(receipt: Receipt) -> dict[str, Any]:
    """The ingest receipt."""
    problems = [
        {"file": p.place.file, "line": p.place.line, "kind": p.kind, "message": p.message}
        for p in receipt.problems
    ]
    return {"schema": SCHEMA, **asdict(receipt), "problems": problems}


def _sentence(sentence: Sentence, verdict: SentenceVerdict) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "labels": list(sentence.labels),
        **verdict_object(verdict),
    }


def verdict_object(verdict: SentenceVerdict) -> dict[str, Any]:
    """How far the cited text carries one sentence, and what in it does not stand there."""
    return {
        "support": verdict.support,
        "score": verdict.score,
        "spans": [asdict(span) for span in verdict.spans],
        "reasons": list(verdict.reasons),
        "findings": [finding_object(finding) for finding in verdict.findings],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding: offsets are into the sentence, the address is of the sentence that says otherwise."""
    return {
        "kind": finding.kind,
        "reason": finding.reason,
        "start": finding.claim.start,
        "end": finding.claim.end,
        "address": finding.evidence.address if finding.evidence else None,
    }


def _source(source: CitedPaper) -> dict[str, Any]:
    paper = source.paper
    return {
        "label": source.label,
        "paper_id": paper.id,
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.year,
        "published": paper.published or None,
        "url": paper.url or None,
        "passages": [asdict(passage) for passage in source.passages],
    }
