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
    for text in (
        "Compare the wax price of QuickSort9 and SlowSort",
        "Compare the wax price of training QuickSort9 and SlowSort",
        "Compare the wax price of the QuickSort9 and SlowSort shelves",
    ):
        assert read(text, named=named).aspects[0].startswith("wax price")


def test_a_comparison_by_topic_is_searched_for_its_topic() -> None:
    query = read("Compare the ways of sorting shelves in terms of speed")
    assert (query.topic, query.aspects) == ("sorting shelves", ("speed",))


def test_what_papers_say_of_something_is_compared() -> None:
    query = read("What do the papers say about shelves?", "list")
    assert (query.kind, query.topic) == ("compare", "shelves")


def test_any_other_question_is_left_alone() -> None:
    query = Query("q", "How fast is a lamp?", "fact", "How fast is a lamp?")
    assert as_comparison(query, Question("q"), NAMES) is query


def test_described_papers_are_sides_and_what_is_asked_of_them_is_the_topic() -> None:
    query = read("How do the brass lamp paper and the wax candle paper disagree on heat?", "fact")
    assert (query.kind, query.sides) == ("compare", ("brass lamp", "wax candle"))
    assert query.topic == "heat"


def test_a_described_paper_may_stand_beside_a_named_one() -> None:
    query = read("Compare SlowSort with the candles used at sea", named=("slowsort",))
    assert (query.sides, query.topic, query.aspects) == (("candles used at sea",), CONTRIBUTION, ())


def test_a_study_remembered_after_a_name_is_a_side() -> None:
    text = "there was SlowSort and then some other paper with the wet shelves, do they agree"
    assert read(text, "fact", ("slowsort",)).sides == ("wet shelves",)
    text = "i know SlowSort has one and then there was that study where they dried wet shelves, what was it"
    assert read(text, "fact", ("slowsort",)).sides == ("where they dried wet shelves",)
    assert read("speed of SlowSort between the wet shelves paper", "fact", ("slowsort",)).kind == "compare"


def test_what_each_of_them_does_is_compared_where_one_is_named() -> None:
    text = "What do SlowSort, the study of Turing and the counting of wet shelves each dry?"
    query = read(text, "fact", ("slowsort",))
    assert (query.kind, query.sides) == ("compare", ("Turing", "counting of wet shelves"))
    assert read("Oil of lamps and weights for GlowFish when each group burns?", "fact").kind == "fact"


def test_what_helps_names_no_aspect() -> None:
    assert read("tin lamps vs wax candles what helps").aspects == ()
    assert read("tin lamps vs wax candles: what helps reading").aspects == ("helps reading",)


def test_beside_two_named_papers_only_a_name_is_a_further_side() -> None:
    named = ("quicksort9", "slowsort")
    assert read("Compare QuickSort9, two lamps and SlowSort", named=named).sides == ()
    assert read("Compare QuickSort9, GlowFish and SlowSort", named=named).sides == ("GlowFish",)
    assert read("Compare QuickSort9, Turing shelves and SlowSort", named=named).sides == ("Turing shelves",)
    assert read("Compare QuickSort9, the wax lamp and SlowSort", named=named).sides == ("wax lamp",)
    assert read("Compare QuickSort9, the fast one, and SlowSort", named=named).sides == ()


def test_names_that_a_comma_or_a_slash_joins_are_compared() -> None:
    named = ("quicksort9", "slowsort")
    assert read("QuickSort9/SlowSort - which shelves are sorted?", "fact", named).kind == "compare"
    assert read("QuickSort9, SlowSort: how are shelves sorted?", "fact", named).kind == "compare"
    assert read("Where does QuickSort9 beat SlowSort?", "fact", named).kind == "fact"


def test_names_that_open_a_question_are_compared() -> None:
    named = ("quicksort9", "slowsort")
    assert read("QuickSort9 SlowSort which shelves", "fact", named).kind == "compare"
    assert read("How is QuickSort9 SlowSort on shelves?", "fact", named).kind == "fact"
    assert read("QuickSort9 QuickSort9 which shelves", "fact", named[:1]).kind == "fact"


def test_names_in_a_question_of_fact_do_not_make_it_a_comparison() -> None:
    text = "How does the robot sort ImageNet and BookSet?"
    assert read(text, "fact").kind == "fact"


def test_papers_that_compare_two_methods_are_listed() -> None:
    assert read("Which papers compare GlowFish with BeeLight?", "list").kind == "list"
    assert read("What do these papers burn: GlowFish, BeeLight?", "list").kind == "compare"


def test_which_one_has_more_of_something_asks_for_that_of_both() -> None:
    named = ("quicksort9", "slowsort")
    assert read("Which is faster, QuickSort9 or SlowSort?", named=named).aspects == ("speed",)
    assert read("Does SlowSort need less memory than QuickSort9?", named=named).aspects == ("memory",)
    assert read("Does SlowSort sort wet shelves faster than QuickSort9?", named=named).aspects == ()


def test_what_is_measured_against_no_other_paper_is_a_fact_of_one() -> None:
    named = ("slowsort",)
    for text in (
        "SlowSort vs full sorting on ShelfBench",
        "SlowSort versus plain sorting",
        "SlowSort vs humans",
    ):
        query = read(text, named=named)
        assert (query.kind, query.topic, query.sides) == ("fact", text, ())
    assert read("SlowSort vs the full shelf robot in GlowFish", named=named).kind == "compare"
    assert read("SlowSort vs candles used at sea", named=named).kind == "compare"
