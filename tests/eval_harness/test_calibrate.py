from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import pytest

from assistant.core.abstaining import Calibration, EvidenceSigns, answerable
from assistant.core.calibrating import Seen
from assistant.core.gathering import GatheringOptions
from assistant.core.probing import Probe as OwnProbe
from assistant.core.probing import Prober, Remembering
from assistant.core.retrieval import RetrievalOptions
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Document, Paper
from eval.bench.datasets import RetrievalSet
from eval.calibrate import (
    ANSWERABLE,
    OWN,
    PAPERS,
    REMOVED,
    TOLD,
    Asked,
    Collected,
    Listed,
    Probe,
    Reader,
    balanced_accuracy,
    best,
    cross_validated,
    fit,
    list_f1,
    logistic,
    main,
    narrowed,
    own_questions,
    render,
    sample_of,
)
from eval.cases import Case
from tests.core.worlds import LINES, PlainRetriever, world
from tests.fakes import FakeReranker

SIGNS = len(fields(EvidenceSigns))


def signs(*values: float) -> EvidenceSigns:
    return EvidenceSigns(*values, *[0.0] * (SIGNS - len(values)))


def drawn(subject: str = OWN, size: int = 60, shift: float = 4.0) -> list[Probe]:
    """Half of the questions answerable; the first sign tells, with noise, the second says nothing."""
    numbers = np.random.default_rng(size).normal(size=(size, 2))
    return [
        Probe(subject, f"{subject}-{i}", ANSWERABLE if i % 2 else REMOVED, signs(a + shift * (i % 2), b))
        for i, (a, b) in enumerate(numbers.tolist())
    ]


PARTS = (ANSWERABLE, TOLD, REMOVED, "absent")

LISTS = [
    Listed(frozenset({"a", "b"}), {"a": 3.0, "b": 1.0, "c": -2.0}),
    Listed(frozenset({"c"}), {"a": -1.0, "c": 0.5}),
]


OBSERVED: list[Seen] = [
    (OwnProbe("?", "p", "told"), signs(4.0)),
    (OwnProbe("?", "p", "hidden"), signs(-2.0)),
]


# ------------------------------------------------------------------ asking


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    retriever = PlainRetriever(here.embedder, FakeReranker())
    corpus, gathering, ranking = here.library.open(), GatheringOptions(), RetrievalOptions()
    prober = Prober(corpus, retriever, gathering, ranking, KnowledgeOf()(corpus))
    return Reader(prober, FakeReranker(), corpus.papers())


def gold_of(reader: Reader, title: str) -> frozenset[str]:
    return frozenset(paper.id for paper in reader.papers if paper.title == title)


def test_a_question_is_asked_with_and_without_its_papers(reader: Reader) -> None:
    gold = gold_of(reader, "Sparse Layers")
    with_it, without = reader.probes(OWN, Asked("fact-1", "how fast are sparse layers", ANSWERABLE, gold))
    assert (with_it.part, without.part) == (ANSWERABLE, REMOVED)
    assert with_it.signs.passage > without.signs.passage


def test_an_unanswerable_question_is_asked_once(reader: Reader) -> None:
    (probe,) = reader.probes(OWN, Asked("absent-1", "how fast are wooden layers", "absent", frozenset()))
    assert probe.part == "absent"


def test_only_questions_of_fact_are_probes(reader: Reader) -> None:
    gold = gold_of(reader, "Sparse Layers")
    assert reader.probes(OWN, Asked("list-1", "which papers deal with layers", ANSWERABLE, gold)) == []


def test_a_list_question_has_one_logit_for_each_paper_read(reader: Reader) -> None:
    case = Case("list-1", "list", "which papers speak of pairs of tokens", ("Sparse Layers",), (), True)
    found = reader.listed(case)
    assert found.gold == {"sparse layers"}
    assert found.logits.keys() == {"sparse layers", "dense layers", "cache pruning"}


def test_a_question_whose_papers_are_not_all_there_is_left_out() -> None:
    known = Case("fact-1", "fact", "?", ("Sparse Layers",), (), True, "first")
    unknown = Case("fact-2", "fact", "?", ("Sparse Layers", "Elsewhere"), (), True, "first")
    outside = Case("outside-1", "fact", "?", (), (), False)
    assert list(own_questions([known, unknown, outside], {"sparse layers": "p"})) == [
        Asked("fact-1", "?", ANSWERABLE, frozenset({"p"})),
        Asked("outside-1", "?", "outside", frozenset()),
    ]


class Counting:
    """A reranker that counts what it reads."""

    key = "counting"

    def __init__(self) -> None:
        self.read = 0

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """The length of each passage."""
        self.read += len(passages)
        return [float(len(text)) for text in passages]


def test_a_text_is_read_once_for_each_question() -> None:
    counting = Counting()
    remembering = Remembering(counting)
    assert (
        remembering.score("q", ["a", "bb", "a"])
        == remembering.score("q", ["a", "bb", "a"])
        == [1.0, 2.0, 1.0]
    )
    assert counting.read == 2
    remembering.score("other", ["a"])
    assert counting.read == 3


def test_a_large_set_keeps_the_gold_papers_of_the_questions_drawn() -> None:
    papers = tuple(Paper(str(number), "") for number in range(3 * PAPERS))
    queries = tuple((f"q{n}", "?", frozenset({str(n)})) for n in range(3 * PAPERS))
    few = narrowed(RetrievalSet("big", papers, queries), 10)
    assert (len(few.papers), len(few.queries)) == (PAPERS, 10)
    ids = {paper.id for paper in few.papers}
    assert all(gold <= ids for _, _, gold in few.queries)


# ------------------------------------------------------------------ fitting


def test_both_classes_of_a_set_weigh_the_same_and_our_own_set_four_times_another() -> None:
    probes = [*drawn(OWN, 10)[:7], *drawn("other", 20)]
    weights = sample_of(probes).weights
    by_group: dict[tuple[str, str], float] = {}
    for probe, weight in zip(probes, weights, strict=True):
        by_group[probe.subject, probe.part] = by_group.get((probe.subject, probe.part), 0.0) + weight
    own, other = by_group[OWN, REMOVED], by_group["other", REMOVED]
    assert by_group[OWN, ANSWERABLE] == pytest.approx(own)
    assert by_group["other", ANSWERABLE] == pytest.approx(other)
    assert own == pytest.approx(4 * other)
    assert weights.mean() == pytest.approx(1.0)


def test_the_parts_of_both_classes_weigh_alike_whatever_their_sizes() -> None:
    probes = drawn(size=20)
    probes += [Probe(OWN, f"absent-{n}", "absent", signs(0.0)) for n in range(3)]
    probes += [Probe(OWN, f"told-{n}", TOLD, signs(0.0)) for n in range(5)]
    weights = sample_of(probes).weights
    parts = {part: sum(w for p, w in zip(probes, weights, strict=True) if p.part == part) for part in PARTS}
    assert 2 * parts[REMOVED] == pytest.approx(parts["absent"])
    assert 2 * parts[TOLD] == pytest.approx(parts[ANSWERABLE])
    assert parts[ANSWERABLE] + parts[TOLD] == pytest.approx(parts[REMOVED] + parts["absent"])


def test_a_sign_that_would_count_against_its_meaning_is_left_out() -> None:
    # The first sign speaks for an answer; where it is large for those without, it gets no weight.
    _, misleading, *_ = fit(sample_of(drawn(shift=-4.0)))
    assert misleading == 0.0


def test_the_sign_that_tells_gets_the_weight() -> None:
    _, telling, silent, *unused = fit(sample_of(drawn(size=400)))
    assert telling > 5 * abs(silent)
    assert unused == pytest.approx([0.0] * len(unused), abs=1e-6)


def test_the_fit_is_where_the_penalised_likelihood_is_flat() -> None:
    sample = sample_of(drawn(size=80))
    intercept, *weights = fit(sample)
    p = logistic(intercept + sample.signs @ np.array(weights))
    assert np.sum(sample.weights * (sample.answerable - p)) == pytest.approx(0.0, abs=1e-6)


def test_perfect_separation_does_not_run_away() -> None:
    assert np.abs(fit(sample_of(drawn(size=40, shift=1000.0)))).max() < 100


def test_no_model_has_seen_the_question_it_is_tried_on() -> None:
    # Each question's own probes contradict all the others: whoever saw them would do better than chance.
    probes = drawn(size=40, shift=0.0)
    sample = sample_of(probes)
    honest = cross_validated(sample)
    assert balanced_accuracy(sample, honest, 0.5) < 0.75
    assert balanced_accuracy(sample, cross_validated(sample_of(drawn(size=40))), 0.5) > 0.9


def test_balanced_accuracy_does_not_reward_answering_everything() -> None:
    sample = sample_of(drawn(size=20)[:15])
    assert balanced_accuracy(sample, np.ones(15), 0.5) == pytest.approx(0.5)


def test_of_equally_good_candidates_the_middle_one_is_best() -> None:
    assert best([1.0, 2.0, 3.0, 4.0, 5.0], lambda value: float(value > 1.5)) == 4.0


def test_lists_are_scored_by_the_titles_they_would_show() -> None:
    assert list_f1(LISTS, 0.0) == 1.0
    assert list_f1(LISTS, 2.0) == pytest.approx((2 / 3 + 0) / 2)
    assert list_f1(LISTS, -9.0) == pytest.approx((4 / 5 + 2 / 3) / 2)


# ------------------------------------------------------------------ the report


def test_the_settings_printed_are_those_of_the_product_and_reproduce_the_model() -> None:
    probes = drawn(size=200)
    text = render(Collected(probes, LISTS, OBSERVED), "eval.calibrate")
    section = re.search(r"```toml\n(.*?)```", text, re.S)
    assert section is not None
    values = tomllib.loads(section[1])["calibration"]
    calibration = Calibration(**values)
    intercept, *weights = fit(sample_of(probes))
    wanted = logistic(intercept + np.array(astuple(probes[1].signs)) @ np.array(weights))
    assert answerable(probes[1].signs, calibration) == pytest.approx(float(wanted), abs=1e-2)
    assert {field.name for field in fields(Calibration)} == values.keys()


def test_the_page_tells_the_share_answered_of_every_part() -> None:
    page = render(Collected([*drawn(), *drawn("other")], LISTS, OBSERVED), "eval.calibrate")
    for group in (f"| own | {ANSWERABLE} | 30 |", f"| other | {REMOVED} | 30 |"):
        assert group in page


def test_a_missing_folder_ends_with_2_and_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--shared", str(tmp_path)]) == 2
    assert "seeds" in capsys.readouterr().err
