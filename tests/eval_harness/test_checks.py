from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.draft import Draft
from assistant.core.grounding.judging import judge
from assistant.core.silence import CANNOT_TELL, NOT_STATED
from assistant.domain import (
    Answer,
    Aspect,
    Cell,
    CitedPaper,
    CitedPassage,
    CitedSpan,
    Comparison,
    Coverage,
    Filters,
    Kind,
    Paper,
    RankedPaper,
    SentenceVerdict,
    Span,
    Stamp,
)
from eval.cases import Case
from eval.checks import METRICS, Trial, scores, violations, worst_scores

FAST = Paper(
    "fast", "Fast Rows", "Rows are read in 4 ms. They are small.", sentences=(Span(0, 22), Span(23, 38))
)
SLOW = Paper(
    "slow", "Slow Rows", "Rows are read in 9 ms. They are large.", sentences=(Span(0, 22), Span(23, 38))
)
WIDE = Paper("wide", "Wide Rows", "Rows are wide.", sentences=(Span(0, 14),))
PAPERS = {1: FAST, 2: SLOW, 3: WIDE}


def case(kind: Kind = "fact", titles: tuple[str, ...] = ("Fast Rows",), **more: object) -> Case:
    facts = more.get("facts", (("4 ms",),) if kind == "fact" and titles else ())
    position = "first" if kind == "fact" and titles else None
    name = "fact-1" if titles else "absent-1"
    return Case(name, kind, "how fast?", titles, facts, bool(titles), position)  # type: ignore[arg-type]


def answer_of(draft: Draft, abstained: bool = False, kind: Kind = "fact") -> Answer:
    verdicts = tuple(judge(sentence, PAPERS, draft.framing) for sentence in draft.sentences)
    cited = sorted({label for s in draft.sentences for label in s.labels if label in PAPERS})
    passages = {
        label: tuple(
            CitedPassage(s.address, paper.abstract[s.start : s.end], s.start, s.end, 1.0)
            for verdict in verdicts
            for s in verdict.spans
            if s.address.startswith(f"{paper.id}#")
        )
        for label, paper in PAPERS.items()
    }
    return Answer(
        question="how fast?",
        standalone="how fast?",
        kind=kind,
        filters=Filters(),
        abstained=abstained,
        text=draft.text,
        sentences=tuple(draft.sentences),
        verdicts=verdicts,
        sources=tuple(CitedPaper(label, PAPERS[label], passages[label]) for label in cited),
        retrieved=tuple(RankedPaper(paper.id, paper.title, 0.0) for paper in PAPERS.values()),
        coverage=Coverage(3, len(cited)),
    )


def trial_of(answer: Answer, asked: Case | None = None) -> Trial:
    evidence = {label: paper.id for label, paper in PAPERS.items()}
    return Trial(asked or case(), answer, evidence, {paper.id: paper for paper in PAPERS.values()})


def cited(*sentences: tuple[str, int]) -> Answer:
    draft = Draft()
    draft.frame("2 papers in the collection:")
    for text, label in sentences:
        draft.layout(f"\n- **{PAPERS[label].title}**: ")
        draft.sentence(text, [label])
    return answer_of(draft)


def refusal(text: str = CANNOT_TELL) -> Answer:
    draft = Draft()
    draft.frame(text)
    return answer_of(draft, abstained=True)


GOOD = cited(("Rows are read in 4 ms.", 1), ("They are large.", 2))


def broken(answer: Answer) -> set[str]:
    return {violation.rule for violation in violations(trial_of(answer))}


# ------------------------------------------------------------------ rules


@pytest.mark.parametrize("answer", [GOOD, refusal(), cited(("Rows are wide.", 3))])
def test_a_sound_answer_breaks_no_rule(answer: Answer) -> None:
    assert violations(trial_of(answer)) == ()


def shifted(answer: Answer) -> Answer:
    return replace(
        answer, sentences=tuple(replace(s, labels=tuple(x + 1 for x in s.labels)) for s in answer.sentences)
    )


def verdicts(answer: Answer, change: Callable[[SentenceVerdict], SentenceVerdict]) -> Answer:
    return replace(answer, verdicts=tuple(map(change, answer.verdicts)))


def moved(verdict: SentenceVerdict) -> SentenceVerdict:
    return replace(verdict, spans=tuple(CitedSpan(s.address, s.start + 1, s.end + 1) for s in verdict.spans))


def misquoted(answer: Answer) -> Answer:
    def cut(passage: CitedPassage) -> CitedPassage:
        return replace(passage, text=passage.text[:-1])

    sources = (replace(s, passages=tuple(map(cut, s.passages))) for s in answer.sources)
    return replace(answer, sources=tuple(sources))


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("labels_resolve", shifted(GOOD)),
        ("labels_resolve", replace(GOOD, sources=GOOD.sources[:1])),
        ("labels_resolve", replace(GOOD, sources=(*GOOD.sources, CitedPaper(3, WIDE, ())))),
        ("labels_resolve", replace(GOOD, sources=(GOOD.sources[0], *GOOD.sources))),
        ("spans_exact", verdicts(GOOD, moved)),
        ("spans_exact", verdicts(GOOD, lambda v: replace(v, spans=(CitedSpan("fast#s9", 0, 22),)))),
        ("spans_exact", verdicts(GOOD, lambda v: replace(v, spans=(CitedSpan("none#s1", 0, 22),)))),
        ("spans_exact", misquoted(GOOD)),
        (
            "quotes_verbatim",
            verdicts(cited(("Rows are tall.", 3)), lambda v: replace(v, support="supported")),
        ),
        ("quotes_verbatim", verdicts(GOOD, lambda v: replace(v, spans=()))),
        ("sentences_judged", replace(GOOD, verdicts=GOOD.verdicts[:-1])),
        ("sentences_judged", verdicts(GOOD, lambda v: replace(v, support="framing"))),
        ("sentences_judged", verdicts(GOOD, lambda v: replace(v, support="fine"))),  # type: ignore[arg-type]
        ("text_accounted", replace(GOOD, text=f"{GOOD.text} Rows cure colds.")),
        ("text_accounted", replace(GOOD, text=GOOD.text.replace("Fast Rows", "Rows cure colds"))),
        ("text_accounted", replace(GOOD, text=GOOD.text.replace(" [1]", ""))),
        ("text_accounted", replace(GOOD, text=GOOD.text.replace(" [1]", " [3]"))),
        ("citations_retrieved", replace(GOOD, sources=tuple(replace(s, paper=WIDE) for s in GOOD.sources))),
        ("refusal_bare", refusal("No idea.")),
        ("refusal_bare", replace(GOOD, abstained=True)),
        ("refusal_bare", replace(refusal(), abstained=False)),
        ("refusal_bare", replace(refusal("2 papers:"), abstained=False)),
    ],
)
def test_each_fault_breaks_its_rule(rule: str, answer: Answer) -> None:
    assert rule in broken(answer)


def test_a_quotation_of_two_sentences_in_a_row_is_verbatim() -> None:
    both = f"{FAST.sentence(1)} {FAST.sentence(2)}"
    assert broken(cited((both, 1))) == set()
    assert "quotes_verbatim" in broken(
        verdicts(cited((both, 1)), lambda v: replace(v, spans=tuple(reversed(v.spans))))
    )


def test_what_a_model_writes_may_be_supported_in_other_words() -> None:
    free = verdicts(cited(("Rows are tall.", 3)), lambda v: replace(v, support="supported"))
    stamp = Stamp("0", "s", "p", "c", "e", "r", "extractive")
    assert "quotes_verbatim" in broken(replace(free, stamp=stamp))
    assert broken(replace(free, stamp=replace(stamp, model="writer"))) == set()


def test_empty_cells_of_a_comparison_claim_nothing_but_other_words_do() -> None:
    empty = "**cost**\n- Fast Rows: not stated in the abstract\n- Wide Rows: as under cost\n\n"
    aspect = Aspect("cost", ())
    shift = len(empty)
    moved_on = tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in GOOD.sentences)
    table = replace(
        GOOD, text=empty + GOOD.text, sentences=moved_on, comparison=Comparison((), (aspect,)), kind="compare"
    )
    assert broken(table) == set()
    for wrong in ("not stated at all", "as under magic"):
        changed = empty.replace("not stated in the abstract", wrong)
        longer = len(changed) - shift
        later = tuple(replace(s, start=s.start + longer, end=s.end + longer) for s in moved_on)
        assert broken(replace(table, text=changed + GOOD.text, sentences=later)) == {"text_accounted"}


def test_what_the_catalogue_lacks_may_be_said_in_a_refusal() -> None:
    answer = replace(refusal("“Fast Rows”: no authors."), kind="metadata")
    assert broken(answer) == set()
    assert "refusal_bare" in broken(replace(answer, sources=GOOD.sources))


def test_the_first_citation_must_state_the_contradiction() -> None:
    premise = replace(case(), id="premise-1", facts=(("4 ms",),), position=None)
    assert scores(trial_of(GOOD, premise))["corrected"] == 1.0
    late = cited(("They are large.", 2), ("Rows are read in 4 ms.", 1))
    assert scores(trial_of(late, premise))["corrected"] == 0.0
    assert scores(trial_of(refusal(), premise))["corrected"] == 0.0


def test_any_wording_of_a_forbidden_claim_is_one_too_many() -> None:
    strict = replace(case(), forbidden=(("9 ms", "nine milliseconds"),))
    assert scores(trial_of(GOOD, strict))["clean"] == 1.0
    assert scores(trial_of(cited(("Rows take nine milliseconds.", 1)), strict))["clean"] == 0.0
    assert "clean" not in scores(trial_of(GOOD))


def test_a_citation_that_was_not_handed_over_breaks_a_rule() -> None:
    trial = replace(trial_of(GOOD), evidence={1: "fast"})
    assert {violation.rule for violation in violations(trial)} == {"citations_retrieved"}


def test_not_stated_is_no_claim() -> None:
    draft = Draft()
    draft.sentence("Rows are wide.", [3])
    draft.layout(f"\n- {NOT_STATED}")
    assert broken(answer_of(draft)) == set()


def test_a_statement_from_the_catalogue_needs_no_quotation() -> None:
    draft = Draft()
    draft.sentence("Fast Rows has 3 authors.", [1])
    answer = verdicts(answer_of(draft, kind="metadata"), lambda v: SentenceVerdict("supported", 1.0))
    assert broken(answer) == set()
    assert "quotes_verbatim" in broken(replace(answer, kind="fact"))


# ------------------------------------------------------------------ scores


def test_citation_precision_is_the_share_of_citations_to_gold_papers() -> None:
    answer = cited(("Rows are read in 4 ms.", 1), ("They are small.", 1), ("Rows are wide.", 3))
    found = scores(trial_of(answer))
    assert found["citation_precision"] == pytest.approx(2 / 3)
    assert found["citation_recall"] == 1.0


def test_titles_are_matched_whatever_their_case_and_dashes() -> None:
    assert scores(trial_of(GOOD, case(titles=("FAST–rows",))))["citation_recall"] == 1.0


def test_supported_and_uncited_leave_framing_out() -> None:
    answer = cited(("Rows are read in 4 ms.", 1), ("Rows are tall.", 3))
    draft = Draft()
    draft.sentence("Rows are wide.", [3])
    draft.sentence("Rows are nice.")
    assert scores(trial_of(answer))["supported"] == 0.5
    assert scores(trial_of(answer_of(draft)))["uncited"] == 0.5


def test_fact_recall_counts_any_wording_of_each_fact() -> None:
    asked = case(facts=(("four ms", "4 ms"), ("7 kg",)))
    assert scores(trial_of(GOOD, asked))["fact_recall"] == 0.5


def test_a_list_is_scored_by_its_titles() -> None:
    found = scores(trial_of(GOOD, case("list", ("Fast Rows", "Wide Rows"))))
    assert (found["list_precision"], found["list_recall"], found["list_f1"]) == (0.5, 0.5, 0.5)
    assert "papers_covered" not in found


def test_a_comparison_is_scored_by_the_papers_it_covers() -> None:
    found = scores(trial_of(GOOD, case("compare", ("Fast Rows", "Slow Rows", "Wide Rows", "Tall Rows"))))
    assert found["papers_covered"] == 0.5


def test_cells_are_scored_by_their_gold_where_there_is_a_table() -> None:
    gold = {"Fast Rows": {"result": ("4 ms",), "limits": ()}}
    asked = replace(case("compare", ("Fast Rows", "Slow Rows")), cells=gold)
    table = Comparison(
        ("fast", "slow"),
        (
            Aspect(
                "result", (Cell("stated", "read in 4 ms", (1,), "fast#s1"), Cell("not_stated", NOT_STATED))
            ),
        ),
    )
    found = scores(trial_of(replace(GOOD, comparison=table), asked))
    named = ("cell_precision", "cell_recall", "cell_silence", "cell_score")
    assert [found[name] for name in named] == [1.0, 1.0, 1.0, 1.0]
    assert not scores(trial_of(GOOD, asked)).keys() & set(named)
    assert not scores(trial_of(GOOD, case("compare"))).keys() & set(named)


def test_a_citation_without_use_costs_precision_and_f1() -> None:
    draft = Draft()
    draft.sentence("Rows are read in 4 ms.", [1, 3])
    found = scores(trial_of(answer_of(draft)))
    assert (found["supported"], found["attribution_precision"]) == (1.0, 0.5)
    assert found["attribution_f1"] == pytest.approx(2 / 3)
    assert scores(trial_of(GOOD))["attribution_f1"] == 1.0
    assert "attribution_f1" not in scores(trial_of(refusal()))


def test_retrieval_is_scored_by_title_in_rank_order() -> None:
    found = scores(trial_of(GOOD, case(titles=("Slow Rows",))))
    assert (found["mrr@10"], found["recall@5"], found["recall@10"]) == (0.5, 1.0, 1.0)
    assert found["ndcg@10"] == pytest.approx(0.6309, abs=1e-4)


def test_metadata_has_no_retrieval_score() -> None:
    assert "mrr@10" not in scores(trial_of(GOOD, case("metadata")))


def test_a_refusal_claims_nothing_but_answers_nothing_either() -> None:
    found = scores(trial_of(refusal()))
    assert not found.keys() & {"citation_precision", "citation_recall", "supported", "uncited"}
    assert (found["fact_recall"], found["answered"]) == (0.0, 0.0)
    assert "list_precision" not in scores(trial_of(refusal(), case("list")))


def test_an_unanswerable_case_is_scored_by_its_refusal_alone() -> None:
    assert scores(trial_of(refusal(), case(titles=()))) == {"refused": 1.0}
    assert scores(trial_of(GOOD, case(titles=()))) == {"refused": 0.0}


@pytest.mark.parametrize("asked", [case(), case(titles=()), case("list"), case("compare"), case("metadata")])
def test_a_crashed_case_has_the_worst_of_each_score_it_could_have_had(asked: Case) -> None:
    worst = worst_scores(asked)
    assert scores(trial_of(GOOD, asked)).keys() <= worst.keys()
    assert all(worst[name] == METRICS[name].worst for name in worst)


@given(
    kind=st.sampled_from(["fact", "compare", "list", "overview", "metadata"]),
    titles=st.sets(st.sampled_from(["Fast Rows", "Slow Rows", "Wide Rows", "Tall Rows"]), min_size=1),
    labels=st.lists(st.sampled_from([1, 2, 3]), max_size=4),
)
def test_every_score_is_a_share(kind: Kind, titles: set[str], labels: list[int]) -> None:
    answer = cited(*((PAPERS[label].sentence(1), label) for label in labels))
    found = scores(trial_of(answer, case(kind, tuple(sorted(titles)))))
    assert all(0.0 <= value <= 1.0 for value in found.values())
