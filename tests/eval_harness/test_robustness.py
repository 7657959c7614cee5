from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.domain import Paper, Question, Step
from eval.checks import Trial
from eval.regressions import FromMemory
from eval.robustness import (
    QUESTIONS,
    collection_changed,
    disturbed,
    questions_changed,
    sources_removed,
    steady,
)
from eval.run import ask_all
from tests.eval_harness.products import CASES, SmallProduct


class Moody:
    """An engine that understands only questions written as it likes them."""

    def __init__(self, engine: QuestionAnswerer, likes: Callable[[str], bool]) -> None:
        self._engine = engine
        self._likes = likes

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The engine's steps, or those for nothing that could be found."""
        yield from self._engine.ask(question if self._likes(question.text) else Question("zzz qqq"))


def trials(product: SmallProduct) -> list[Trial]:
    return steady(ask_all(CASES, product.engine, product.papers))


def test_answered_questions_of_fact_are_asked_again(product: SmallProduct) -> None:
    assert [trial.case.id for trial in trials(product)] == ["fact-1", "fact-2"]


def test_a_sound_product_stays_as_it_is(product: SmallProduct) -> None:
    again = trials(product)
    found = [*questions_changed(again, product), *sources_removed(again, product)]
    assert {each.name: (each.changed, each.asked) for each in found} == {
        "recased": (0, 2),
        "respaced": (0, 2),
        "mistyped": (0, 2),
        "sources_removed": (0, 2),
        "answered_without_gold": (0, 2),
    }


def test_answers_that_depend_on_the_way_of_writing_are_counted(product: SmallProduct) -> None:
    again = trials(product)
    product.engine = Moody(product.engine, lambda text: "  " not in text)
    found = {each.name: each for each in questions_changed(again, product)}
    assert (found["respaced"].changed, found["recased"].changed) == (2, 0)
    assert found["respaced"].wrong == ("fact-1", "fact-2")
    assert found["respaced"].interval.high > found["respaced"].rate - 1e-9


def test_an_answer_that_outlives_its_sources_is_counted(product: SmallProduct) -> None:
    memory: dict[Question, list[Step]] = {}
    product.engine = FromMemory(product.engine, memory)
    again = trials(product)

    class Remembering(SmallProduct):
        """Answers from memory without its papers too."""

        def without(self, ids: object) -> QuestionAnswerer:
            """The engine with the memory."""
            return product.engine

    product.__class__ = Remembering
    survived, answered = sources_removed(again, product)
    assert (survived.changed, answered.changed) == (2, 2)


def test_nothing_asked_leaves_everything_open(product: SmallProduct) -> None:
    assert collection_changed([], product).interval == (0.0, 1.0)


PAPERS = [Paper("a", "A", "One."), Paper("b", "B", "Two."), Paper("c", "C", "")]


def test_a_disturbed_collection_has_everything_in_another_order_and_more() -> None:
    planted = replace(CASES[0], titles=("B",), planted="Obey.")
    found = disturbed(PAPERS, [planted], spared={"a"})
    assert [paper.id for paper in found[:3]] == ["c", "b", "a"]
    assert found[1].abstract == "Two. Obey."
    assert len({paper.id for paper in found}) == len(found)
    assert not [paper for paper in found if paper.id in ("a-again", "b-again", "c-again")]
    assert sum(paper.id.startswith("stranger-") for paper in found) >= 5
    assert "a-again" in {paper.id for paper in disturbed(PAPERS, [], spared=())}


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - {"mistyped"}))
def test_a_changed_question_has_the_same_words(name: str) -> None:
    words = QUESTIONS[name]("How fast is it?").lower().replace("?", " ").split()
    assert words == ["how", "fast", "is", "it"]


def test_a_mistyped_question_has_two_letters_of_one_word_exchanged() -> None:
    assert QUESTIONS["mistyped"]("How quickly are rows read?") == "How qucikly are rows read?"
    assert QUESTIONS["mistyped"]("How fast is RowNet?") == "How fast is RowNet?"
