from __future__ import annotations

from assistant.core.gathering import Found, GatheringOptions, weigh_sentences
from assistant.domain import Kind, Paper, Passage, Query, Ranked, Span
from tests.fakes import FakeReranker

SENTENCES = ("Lamps are used in many rooms.", "Rooms differ.", "We propose a dim lamp.", "It is small.")


def paper() -> Paper:
    abstract = " ".join(SENTENCES)
    starts = [abstract.index(sentence) for sentence in SENTENCES]
    spans = tuple(Span(at, at + len(text)) for at, text in zip(starts, SENTENCES, strict=True))
    return Paper("p", "Dim Light", abstract, sentences=spans)


def weighed(kind: Kind, one: Paper) -> list[int]:
    """Numbers of the sentences that are weighed where only the first one's window was read."""
    window = Passage("w", one.id, one.title, SENTENCES[0], 0, len(SENTENCES[0]))
    found = Found((Ranked(window, 0.0),), (one,))
    query = Query("lamps", "lamps", kind, "lamps")
    return [scored.number for scored in weigh_sentences(query, found, FakeReranker(), GatheringOptions())]


def test_a_line_of_a_list_may_be_what_the_paper_proposes_though_another_window_was_read() -> None:
    assert set(weighed("list", paper())) == {1, 3}
    assert set(weighed("overview", paper())) == {1, 3}
    assert weighed("fact", paper()) == [1]


def test_a_record_without_an_abstract_has_no_line_of_its_own() -> None:
    bare = Paper("p", "Dim Light")
    assert (
        weigh_sentences(
            Query("lamps", "lamps", "list", "lamps"), Found((), (bare,)), FakeReranker(), GatheringOptions()
        )
        == []
    )
