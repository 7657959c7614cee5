from __future__ import annotations

import pytest

from assistant.core.understanding.catalogue import Request, request_of


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("what is the earliest paper?", Request("earliest", ("date",))),
        ("Which paper is the oldest?", Request("earliest", ("date",))),
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
        "which papers use rows",
        "who cares about rows",
    ],
)
def test_what_the_abstracts_have_to_answer_is_not_asked_of_the_catalogue(text: str) -> None:
    assert request_of(text, named=False, listed=text.startswith("which")) is None


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


@pytest.mark.parametrize("text", ["lab results of RowCache", "what is faster in RowCache over last year"])
def test_other_words_about_a_paper_ask_its_abstract(text: str) -> None:
    assert request_of(text, named=True) is None
