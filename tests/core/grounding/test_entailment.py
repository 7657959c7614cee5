from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.core.grounding.entailment import all_entailed, entailed
from assistant.domain import Paper, Span
from tests.fakes import FakeSupportModel


def paper(name: str, title: str, *sentences: str) -> Paper:
    text = " ".join(sentences)
    starts = [len(" ".join(sentences[:n])) + bool(n) for n in range(len(sentences))]
    spans = tuple(Span(start, start + len(s)) for start, s in zip(starts, sentences, strict=True))
    return Paper(id=name, title=title, abstract=text, sentences=spans)


CACHE = paper("cache", "KVSmall", "Caches grow with the context.", "Memory falls by 40 percent.")
ROBOT = paper("robot", "Folding towels", "Robots fold towels.", "Success rises to 80 percent.")
BARE = paper("bare", "No abstract")


class Recording(FakeSupportModel):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked += pairs
        return super().score(pairs)


def test_a_claim_that_the_abstract_makes_is_supported_by_the_sentence_it_stands_in() -> None:
    found = entailed("Memory falls by 40 percent.", [CACHE], FakeSupportModel())
    assert found.support == "supported"
    assert [CACHE.abstract[s.start : s.end] for s in found.spans] == ["Memory falls by 40 percent."]
    assert [s.address for s in found.spans] == ["cache#s2"]


def test_a_claim_that_is_half_made_is_partly_supported() -> None:
    assert entailed("Memory falls by half percent.", [CACHE], FakeSupportModel()).support == "partly"


def test_a_claim_about_something_else_is_unsupported() -> None:
    assert entailed("Penguins swim well.", [CACHE], FakeSupportModel()).support == "unsupported"


def test_a_claim_that_needs_two_papers_is_read_with_both_together() -> None:
    claim = "Memory falls by 40 percent, success rises to 80 percent."
    found = entailed(claim, [CACHE, ROBOT], FakeSupportModel())
    assert {s.address for s in found.spans} == {"cache#s2", "robot#s2"}
    assert found.score > entailed(claim, [CACHE], FakeSupportModel()).score


def test_a_name_that_stands_in_the_title_only_is_read_too() -> None:
    model = Recording()
    entailed("KVSmall lets memory fall by 40 percent.", [CACHE], model)
    assert model.asked == [("KVSmall lets memory fall by 40 percent.", "KVSmall Memory falls by 40 percent.")]


@pytest.mark.parametrize("papers", [[], [BARE]])
def test_without_an_abstract_nothing_is_entailed_and_nothing_is_read(papers: list[Paper]) -> None:
    model = Recording()
    assert entailed("Memory falls.", papers, model).support == "unsupported"
    assert model.asked == []


def test_many_claims_are_judged_as_each_alone() -> None:
    claims = [
        ("Memory falls by 40 percent.", [CACHE]),
        ("Robots fold towels.", [ROBOT, CACHE]),
        ("Robots swim.", [BARE]),
    ]
    model = FakeSupportModel()
    assert all_entailed(claims, model) == [entailed(claim, papers, model) for claim, papers in claims]
