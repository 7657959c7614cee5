from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.core.grounding.entailment import IN_OTHER_WORDS, NOT_SAID, NOT_SURE, Entailment, opinion
from assistant.core.grounding.findings import findings
from assistant.core.grounding.judging import UNCHECKED, Opinion, judge
from assistant.core.grounding.reading import reading
from assistant.domain import Paper, Sentence, Span
from assistant.errors import ModelError
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


class Doubting(FakeSupportModel):
    """Believes nothing."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [-9.0 for _ in pairs]


def said(claim: str, papers: Sequence[Paper], model: FakeSupportModel | None = None) -> Opinion:
    return opinion(reading(claim, papers), (), model or FakeSupportModel())


def test_a_claim_that_the_abstract_makes_is_supported_by_the_sentence_it_stands_in() -> None:
    found = said("Memory falls by 40 percent.", [CACHE])
    assert (found.support, found.reasons) == ("supported", (f"{IN_OTHER_WORDS} (probability 0.99)",))
    assert [CACHE.abstract[s.start : s.end] for s in found.spans] == ["Memory falls by 40 percent."]
    assert [s.address for s in found.spans] == ["cache#s2"]


def test_a_claim_that_is_half_made_is_partly_supported_and_the_missing_words_are_named() -> None:
    found = said("Memory falls by half a mile.", [CACHE])
    assert found.support == "partly"
    assert found.reasons[0].startswith(f"{NOT_SURE}; it has no 'half', 'mile' (probability 0.50)")


def test_a_claim_about_something_else_is_unsupported() -> None:
    found = said("Penguins swim well.", [CACHE])
    assert found.support == "unsupported"
    assert found.reasons == (f"{NOT_SAID}; it has no 'Penguins', 'swim', 'well' (probability 0.01)",)


def test_doubt_alone_makes_nothing_unsupported_whose_words_stand_there() -> None:
    assert said("Memory falls with caches.", [CACHE], Doubting()).support == "partly"
    assert said("Memory swims.", [CACHE], Doubting()).support == "unsupported"


def test_a_claim_that_needs_two_papers_is_read_with_both_together() -> None:
    claim = "Memory falls by 40 percent, success rises to 80 percent."
    found = said(claim, [CACHE, ROBOT])
    assert {s.address for s in found.spans} == {"cache#s2", "robot#s2"}
    assert found.score > said(claim, [CACHE]).score


def test_a_name_that_stands_in_the_title_only_is_read_too() -> None:
    model = Recording()
    said("KVSmall lets memory fall by 40 percent.", [CACHE], model)
    assert model.asked == [("KVSmall lets memory fall by 40 percent.", "KVSmall Memory falls by 40 percent.")]


@pytest.mark.parametrize("papers", [[], [BARE]], ids=["none", "bare"])
def test_without_an_abstract_nothing_is_entailed_and_nothing_is_read(papers: list[Paper]) -> None:
    model = Recording()
    assert said("Memory falls.", papers, model).support == "unsupported"
    assert model.asked == []


# ------------------------------------------------------------------ as the product asks


def verdict_of(text: str, entail: Entailment) -> tuple[str, tuple[str, ...]]:
    found = judge(Sentence(text, (1,), 0, len(text)), {1: CACHE, 2: ROBOT}, entail=entail)
    return found.support, found.reasons


def test_a_model_is_loaded_when_it_is_first_asked_and_asked_once_about_a_claim() -> None:
    model, loaded = Recording(), list[int]()

    def load() -> Recording:
        loaded.append(1)
        return model

    entail = Entailment(load)
    assert verdict_of("Memory falls by 40 percent.", entail) == ("supported", ())
    assert loaded == []
    for _ in range(3):
        assert verdict_of("By 40 percent memory falls.", entail)[0] == "supported"
    assert (loaded, len(model.asked)) == ([1], 1)


def test_where_there_is_no_model_the_verdict_says_that_nothing_was_checked() -> None:
    tries = list[int]()

    def load() -> FakeSupportModel:
        tries.append(1)
        raise ModelError("the weights are gone")

    entail = Entailment(load)
    for _ in range(2):
        assert verdict_of("By 40 percent memory falls.", entail) == ("partly", (UNCHECKED,))
    assert tries == [1]


def test_what_a_finding_rules_out_stays_ruled_out_with_a_score() -> None:
    read = reading("By 50 percent memory falls.", [CACHE])
    assert [item.kind for item in findings(read)] == ["number"]
    assert verdict_of("By 50 percent memory falls.", Entailment(FakeSupportModel))[0] == "unsupported"
