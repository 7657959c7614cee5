from __future__ import annotations

import json

from assistant.core.serialising import answer_object, paper_object, receipt_object
from assistant.domain import (
    Answer,
    CitedPaper,
    CitedPassage,
    CitedSpan,
    Coverage,
    Filters,
    Finding,
    Paper,
    Place,
    Problem,
    RankedPaper,
    Receipt,
    Sentence,
    SentenceVerdict,
    Source,
    Span,
)

PAPER = Paper(
    "p", "Rows", "It is so.", published="2024-05", sources=(Source(Place("a", 3), "json", ("title",)),)
)
FINDING = Finding("number", "7 is not there", Span(3, 4), CitedSpan("p#s1", 0, 9))
ANSWER = Answer(
    question="q",
    standalone="q",
    kind="fact",
    filters=Filters(),
    abstained=False,
    text="It is so. [1]",
    sentences=(Sentence("It is so.", (1,), 0, 9),),
    verdicts=(SentenceVerdict("supported", 1.0, (CitedSpan("p#s1", 0, 9),), findings=(FINDING,)),),
    sources=(CitedPaper(1, PAPER, (CitedPassage("p#s1", "It is so.", 0, 9, 1.0),)),),
    retrieved=(RankedPaper("p", "Rows", 2.0),),
    coverage=Coverage(1, 1),
)


def test_the_answer_object_has_the_keys_of_the_contract_and_is_json() -> None:
    made = json.loads(json.dumps(answer_object(ANSWER)))
    assert set(made) == {
        *("schema", "question", "standalone", "kind", "filters", "abstained", "text", "sentences", "sources"),
        *(
            "retrieved",
            "comparison",
            "coverage",
            "nearest",
            "notes",
            "incomplete",
            "timings_ms",
            "usage",
            "stamp",
        ),
    }
    assert set(made["filters"]) == {
        *("year_from", "year_to", "published_from", "published_to", "authors", "authors_from", "authors_to"),
        *("organisation", "titles"),
    }
    assert set(made["sentences"][0]) == {
        *("text", "labels", "support", "score", "spans", "reasons", "findings")
    }
    assert set(made["sources"][0]) == {
        *("label", "paper_id", "title", "authors", "year", "published", "url", "passages"),
    }
    assert made["sources"][0]["year"] == 2024
    assert made["sentences"][0]["findings"] == [
        {"kind": "number", "reason": "7 is not there", "start": 3, "end": 4, "address": "p#s1"}
    ]
    assert made["sentences"][0]["spans"] == [{"address": "p#s1", "start": 0, "end": 9}]


def test_the_receipt_names_file_and_line_of_each_problem() -> None:
    receipt = Receipt(read=1, rejected=1, problems=(Problem(Place("a.bib", 7), "rejected", "why"),))
    made = receipt_object(receipt)
    assert made["problems"] == [{"file": "a.bib", "line": 7, "kind": "rejected", "message": "why"}]
    assert made["read"] == made["rejected"] == 1


def test_a_paper_tells_where_each_field_comes_from() -> None:
    made = paper_object(PAPER)
    assert made["sources"] == [{"file": "a", "line": 3, "format": "json", "fields": ["title"]}]
    assert made["organisation"] is None
