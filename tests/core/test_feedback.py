from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.core.feedback import EXAMPLES, expanded
from assistant.domain import Paper, Passage, Ranked
from tests.fakes import FakeCorpus, FakeDenseSearch, FakeEmbedder, FakeLexicalSearch

TEXTS = {
    "a": "lamps brass wick",
    "b": "lamps brass oil",
    "c": "lamps brass",
    "far": "brass wick oil",
    "stranger": "harbour fog",
}
EMBEDDER = FakeEmbedder()


def ranked(paper: str, text: str) -> Ranked:
    passage = Passage(f"{paper}#1", paper, "", text, 0, len(text))
    return Ranked(passage, 1.0, signals=(("cosine", 0.5),))


RANKED = [ranked(paper, text) for paper, text in TEXTS.items()]


def corpus() -> FakeCorpus:
    vectors = EMBEDDER.embed([f"\n{text}" for text in TEXTS.values()])
    papers = [Paper(paper, "", text) for paper, text in TEXTS.items()]
    passages = [item.passage for item in RANKED]
    return FakeCorpus(papers, passages, FakeDenseSearch(vectors), FakeLexicalSearch([]))


def signals(topic: str, best: list[Ranked]) -> dict[str, float]:
    read = expanded(topic, RANKED, best, corpus(), EMBEDDER)
    assert [replace(item, signals=item.signals[:1]) for item in read] == RANKED
    return {item.passage.paper_id: dict(item.signals)["expanded"] for item in read}


def test_a_paper_in_other_words_is_near_by_those_of_the_best_papers() -> None:
    near = signals("lamps", RANKED[:EXAMPLES])
    alone = {
        paper: float(EMBEDDER.embed(["lamps", text]).prod(axis=0).sum()) for paper, text in TEXTS.items()
    }
    assert alone["far"] == pytest.approx(alone["stranger"], abs=1e-6) == pytest.approx(0.0, abs=1e-6)
    assert near["far"] > near["stranger"] + 0.1


def test_a_paper_is_no_example_for_itself() -> None:
    near = signals("lamps", RANKED[:EXAMPLES])
    topic, *examples = EMBEDDER.embed(["lamps", *(f"\n{TEXTS[paper]}" for paper in "bc")])
    moved = topic + 0.25 * (examples[0] + examples[1])
    mine = EMBEDDER.embed([f"\n{TEXTS['a']}"])[0]
    assert near["a"] == pytest.approx(float(moved @ mine / np.linalg.norm(moved)), abs=1e-6)


def test_the_signal_does_not_depend_on_the_order_of_what_was_read() -> None:
    backwards = expanded("lamps", RANKED[::-1], RANKED[:EXAMPLES], corpus(), EMBEDDER)
    near = {item.passage.paper_id: dict(item.signals)["expanded"] for item in backwards}
    assert near == signals("lamps", RANKED[:EXAMPLES])
