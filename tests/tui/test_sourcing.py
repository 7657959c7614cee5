from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Aspect, Judged, Span
from assistant.tui.conversation import Exchange
from assistant.tui.sourcing import not_cited, segments, sources_of
from tests.tui.scripted import CACHE, DENSE, FAST, SPARSE, cell, compared, retrieved


def exchange(*, judged: bool) -> Exchange:
    made = Exchange(0, "How fast?")
    made.begin(0.0, ready=True)
    made.take(retrieved(SPARSE, DENSE), 1.0)
    if judged:
        made.take(Judged(FAST), 2.0)
    return made


def test_before_the_answer_every_paper_of_the_evidence_is_a_source() -> None:
    sources = sources_of(exchange(judged=False), {SPARSE.id: SPARSE})
    assert [(source.label, source.cited, source.score) for source in sources] == [
        (1, None, 5.0),
        (2, None, 4.0),
    ]
    assert sources[0].paper is SPARSE
    assert sources[1].text == DENSE.abstract


def test_after_the_answer_only_cited_papers_are_sources() -> None:
    (source,) = sources_of(exchange(judged=True), {})
    assert (source.label, source.title, source.cited) == (1, SPARSE.title, 1)
    assert source.ranks == (("words", 1),)
    assert [SPARSE.abstract[s.start : s.end] for s in source.supporting] == ["They are twice as fast."]


def test_a_paper_that_only_the_table_quotes_is_a_source_with_what_is_quoted() -> None:
    aspects = [Aspect(f"a{n}", (cell(SPARSE, n, 1), cell(DENSE))) for n in (1, 2, 3)]
    compare = compared((SPARSE, DENSE), *aspects, Aspect("a4", (cell(SPARSE), cell(DENSE, 1, 2))))
    made = exchange(judged=False)
    made.take(Judged(compare), 2.0)
    first, second = sources_of(made, {paper.id: paper for paper in (SPARSE, DENSE)})
    assert {(s.start, s.end) for s in first.supporting} == {(s.start, s.end) for s in SPARSE.sentences}
    assert (second.label, second.cited, second.supporting) == (2, None, DENSE.sentences[:1])
    assert [paper.paper_id for paper in not_cited(made)] == [CACHE.id]


def test_what_was_retrieved_and_not_cited_is_listed_after_the_answer() -> None:
    assert not_cited(exchange(judged=False)) == []
    assert [paper.paper_id for paper in not_cited(exchange(judged=True))] == [DENSE.id, CACHE.id]


def test_an_abstract_is_cut_where_support_begins_and_ends() -> None:
    assert segments("one two three", [Span(4, 7)]) == [("one ", False), ("two", True), (" three", False)]


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_the_cut_pieces_joined_are_the_text(text: str, pairs: list[tuple[int, int]]) -> None:
    cut = segments(text, [Span(start, end) for start, end in pairs])
    assert "".join(piece for piece, _ in cut) == text
