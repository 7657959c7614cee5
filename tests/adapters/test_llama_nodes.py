from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llama_index.core.schema import Document as LlamaDocument

from assistant.adapters.llama_nodes import AbstractNodeParser, LlamaPassages, window_bounds
from assistant.adapters.sentences_nupunkt import NupunktSentences
from assistant.core.ports import PassageSplitter
from assistant.domain import Paper, Span
from tests.core.worlds import PairPassages

SENTENCES = NupunktSentences()
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
abstracts = st.lists(words, max_size=40).map(". ".join)
sizes = st.integers(1, 6)


def paper(abstract: str) -> Paper:
    return Paper("p", "A title", abstract, sentences=SENTENCES.split(abstract))


@pytest.mark.parametrize("splitter", [LlamaPassages(2, 1), PairPassages()], ids=["llama", "fake"])
def test_three_sentences_are_the_whole_and_two_windows(splitter: PassageSplitter) -> None:
    found = splitter.split(paper("One is here. Two is there. Three is gone."))
    assert [(passage.id, passage.text) for passage in found] == [
        ("p#s1-3", "One is here. Two is there. Three is gone."),
        ("p#s1-2", "One is here. Two is there."),
        ("p#s2-3", "Two is there. Three is gone."),
    ]
    assert {(passage.paper_id, passage.title) for passage in found} == {("p", "A title")}


@given(abstracts, sizes, sizes)
@settings(max_examples=200)
def test_a_passage_is_exactly_its_piece_of_the_abstract(abstract: str, window: int, stride: int) -> None:
    for passage in LlamaPassages(window, stride).split(paper(abstract)):
        assert abstract[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""


@given(abstracts, sizes, sizes)
def test_ids_are_unique_and_the_same_on_every_run(abstract: str, window: int, stride: int) -> None:
    ids = [[p.id for p in LlamaPassages(window, stride).split(paper(abstract))] for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


@given(abstracts, sizes)
def test_the_whole_abstract_comes_first_and_windows_hold_every_sentence(abstract: str, window: int) -> None:
    whole = paper(abstract)
    passages = LlamaPassages(window, 1).split(whole)
    if not whole.sentences:
        assert passages == ()
        return
    assert (passages[0].start, passages[0].end) == (whole.sentences[0].start, whole.sentences[-1].end)
    windows = passages[1:] or passages
    assert all(any(p.start <= s.start and s.end <= p.end for p in windows) for s in whole.sentences)


@given(st.integers(1, 60), sizes, sizes)
def test_windows_start_in_order_and_the_last_ends_the_text(sentences: int, window: int, stride: int) -> None:
    whole, *windows = window_bounds(sentences, window, stride)
    assert whole == (0, sentences - 1)
    assert all(last - first + 1 == window for first, last in windows)
    assert windows == sorted(set(windows))
    if sentences > window:
        assert windows[-1][1] == sentences - 1


def test_a_paper_without_abstract_has_no_passages() -> None:
    assert LlamaPassages(3, 1).split(Paper("p", "Only a title")) == ()


def test_another_cut_has_another_version() -> None:
    versions = {LlamaPassages(window, stride).version for window in (2, 3) for stride in (1, 2)}
    assert len(versions) == 4


def test_the_node_parser_works_by_llama_index_own_call() -> None:
    parser = AbstractNodeParser(window=2, stride=1, include_prev_next_rel=False, include_metadata=False)
    text = "One is here. Two is there."
    spans = [(span.start, span.end) for span in (Span(0, 12), Span(13, 26))]
    document = LlamaDocument(text=text, metadata={"paper_id": "p", "title": "T", "sentences": spans})
    [node] = parser.get_nodes_from_documents([document])
    assert (node.node_id, node.get_content()) == ("p#s1-2", text)
    assert node.metadata == {"paper_id": "p", "title": "T"}
