from __future__ import annotations

import pytest

from assistant.core.understanding.catalogue import Request, picked, request, request_of
from assistant.domain import Query


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("what is the earliest paper?", Request("earliest", ("date",))),
        ("Which paper is the oldest?", Request("earliest", ("date",))),
        (
            "Which of the papers on red rows and tin lamps is the earliest?",
            Request("earliest", ("date",), topic="red rows and tin lamps"),
        ),
        ("which one of these papers about rows came out last?", Request("latest", ("date",), topic="rows")),
        ("What's the newest paper on rows?", Request("latest", ("date",), topic="rows")),
        ("the three most recent papers", Request("latest", ("date",), number=3)),
        ("newest five papers about rows", Request("latest", ("date",), number=5, topic="rows")),
        ("which paper has the most authors?", Request("most", ("authors",))),
        ("paper with the shortest author list", Request("fewest", ("authors",))),
        ("how many papers are there?", Request("count")),
        ("how many papers deal with rows", Request("count", topic="rows")),
        ("how many papers per year?", Request("groups", group="year", number=0)),
        ("which organisation published the most papers?", Request("groups", group="organisation")),
        ("who published the most?", Request("groups", group="author")),
        ("who wrote the paper about rows?", Request("field", ("authors", "organisation"), topic="rows")),
        ("how many organisations are there?", Request("groups", group="organisation", number=0)),
        ("how many vision papers are there?", Request("count", topic="vision")),
        ("how many different papers are there?", Request("count")),
        ("how many of your papers", Request("count")),
        ("count of red lamp papers", Request("count", topic="red lamp")),
        ("# of papers on lamps", Request("count", topic="lamps")),
        ("lamp papers, how many?", Request("count", topic="lamp")),
        ("newest attention paper", Request("latest", ("date",), topic="attention")),
        ("paper with the most people on it", Request("most", ("authors",))),
        ("red lamps which org", Request("field", ("organisation",), topic="red lamps")),
        ("company or group published the rows", Request("field", ("organisation",), topic="rows")),
        ("What lab or group published the rows?", Request("field", ("organisation",), topic="rows")),
    ],
)
def test_what_is_asked_of_the_catalogue(text: str, request_: Request) -> None:
    assert request_of(text, named=False) == request_


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("who wrote X?", ("authors", "organisation")),
        ("the authors of X", ("authors",)),
        ("date of X", ("date",)),
        ("how many authors does X have", ("authors",)),
        ("How many people wrote X?", ("authors",)),
        ("X how many ppl on it", ("authors",)),
        ("how many people are on the X paper", ("authors",)),
        ("how many names on X", ("authors",)),
        ("X coauthors", ("authors",)),
        ("X # authors", ("authors",)),
        ("who did X again? the tin one", ("authors", "organisation")),
        ("who came up with X?", ("authors", "organisation")),
        ("whos behind X", ("authors", "organisation")),
        ("X which org", ("organisation",)),
        ("X from where", ("organisation",)),
        ("where is X from?", ("organisation",)),
        ("when did X and Y come out", ("date",)),
        ("X out since when", ("date",)),
        ("X when", ("date",)),
        ("X venue", ("venue",)),
        ("how many researchers are behind X", ("authors",)),
        ("when was X published and by whom?", ("authors", "date")),
        ("was X published before?", ("date",)),
        ("when exactly was X published?", ("date",)),
        ("when X published", ("date",)),
        ("X published when?", ("date",)),
        ("X when published", ("date",)),
        ("X lab", ("organisation",)),
        ("is X newer than Y?", ("date",)),
        ("Which lab is behind X?", ("organisation",)),
        ("where was X published?", ("venue",)),
        ("What is the link of X?", ("url",)),
    ],
)
def test_what_is_asked_of_a_named_paper(text: str, fields: tuple[str, ...]) -> None:
    request = request_of(text, named=True)
    assert request is not None
    assert (request.act, request.fields) == ("field", fields)


@pytest.mark.parametrize(
    "text",
    [
        "How many heads are pruned?",
        "How many people took part in the study?",
        "When are tokens dropped?",
        "How many papers does the survey review?",
        "What is the most recent model?",
        "How many minutes of work does it take?",
        "How many parameters does the paper report?",
        "which papers use rows",
        "who cares about rows",
        "who did X compare with?",
        "who did it",
        "What noise distribution works for rows?",
        "Which counting works for rows?",
    ],
)
def test_what_the_abstracts_have_to_answer_is_not_asked_of_the_catalogue(text: str) -> None:
    assert request_of(text, named=False, listed=text.startswith("which")) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Which of these is the earliest: X, Y or Z?", "earliest"),
        ("X Y Z earliest?", "earliest"),
        ("newest: X, Y", "latest"),
        ("Which of X and Y came last?", "latest"),
        ("which of X, Y and Z has the most authors", "most"),
    ],
)
def test_one_of_several_named_papers_is_picked(text: str, act: str) -> None:
    asked = picked(text)
    assert asked is not None
    assert (asked.act, asked.among) == (act, True)
    assert request(Query(text, text, "metadata", "", named_papers=("x", "y"))) == asked


@pytest.mark.parametrize("text", ["Which of X and Y uses the latest data?", "Which is faster, X or Y?"])
def test_other_choices_are_none_of_the_catalogue(text: str) -> None:
    assert picked(text) is None


def test_how_many_with_nothing_but_conditions_is_a_count() -> None:
    assert request_of("how many are there", named=False, listed=True) == Request("count")


def test_a_list_without_a_topic_is_a_set_of_the_catalogue() -> None:
    assert request_of("which papers are there?", named=False, listed=True) == Request("set")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("organisation published RowCache", "organisation"),
        ("number authors RowCache", "authors"),
        ("authors RowCache", "authors"),
        ("RowCache published", "date"),
        ("row-cache year", "date"),
    ],
)
def test_a_heap_of_words_that_names_a_paper_asks_for_its_record(text: str, field: str) -> None:
    asked = request_of(text, named=True)
    assert asked is not None
    assert asked.act == "field"
    assert field in asked.fields


@pytest.mark.parametrize(
    "text",
    [
        "lab results of RowCache",
        "what is faster in RowCache over last year",
        "how many people took part in the study of RowCache",
        "how many people on average does RowCache need",
        "where does the data of RowCache come from",
        "where are images of RowCache from",
        "which problems did the authors of RowCache solve with it",
        "what do the authors of RowCache claim",
        "why the author of RowCache prunes",
    ],
)
def test_other_words_about_a_paper_ask_its_abstract(text: str) -> None:
    assert request_of(text, named=True) is None
