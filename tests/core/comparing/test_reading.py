from __future__ import annotations

from assistant.core.comparing.reading import as_comparison
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Kind, Query, Question
from tests.core.comparing.papers import QUICK, SLOW

NAMES = PaperNames([QUICK, SLOW])


def read(
    text: str, kind: Kind = "compare", named: tuple[str, ...] = (), question: Question | None = None
) -> Query:
    return as_comparison(Query(text, text, kind, text, named_papers=named), question or Question(text), NAMES)


def test_papers_and_aspects_stated_outside_the_text_come_first() -> None:
    query = read(
        "Compare", "fact", question=Question("Compare", papers=("slowsort", "quicksort9"), aspects=("oil",))
    )
    assert (query.kind, query.topic) == ("compare", CONTRIBUTION)
    assert query.named_papers == ("slowsort", "quicksort9")
    assert query.aspects == ("oil",)


def test_a_comparison_by_name_has_the_aspects_it_names() -> None:
    named = ("quicksort9", "slowsort")
    assert read("How do QuickSort9 and SlowSort differ in memory?", named=named).aspects == ("memory",)


def test_a_comparison_by_topic_is_searched_for_its_topic() -> None:
    query = read("Compare the ways of sorting shelves in terms of speed")
    assert (query.topic, query.aspects) == ("sorting shelves", ("speed",))


def test_what_papers_say_of_something_is_compared() -> None:
    query = read("What do the papers say about shelves?", "list")
    assert (query.kind, query.topic) == ("compare", "shelves")


def test_any_other_question_is_left_alone() -> None:
    query = Query("q", "How fast is a lamp?", "fact", "How fast is a lamp?")
    assert as_comparison(query, Question("q"), NAMES) is query
