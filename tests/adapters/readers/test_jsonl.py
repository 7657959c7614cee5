from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.jsonl import MAX_LINE, JsonReader
from assistant.domain import Document, Problem, Record


def read(text: str) -> list[Record | Problem]:
    return list(JsonReader().read(Document("x.json", text)))


def one(**fields: Any) -> Record:
    [record] = read(json.dumps(fields))
    assert isinstance(record, Record), record
    return record


def titles(text: str) -> list[tuple[int, str]]:
    return [(item.place.line, item.title if isinstance(item, Record) else "rejected") for item in read(text)]


# ------------------------------------------------------------------ shapes

LINES = '{"title": "A"}\n\n{"title": "B"}\n'
PRETTY = [{"title": "A", "authors": [{"name": "Ann Ho"}]}, {"title": "B"}]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LINES, (1, 3)),
        ('[{"title": "A"}, {"title": "B"}]', (1, 1)),
        ('[{"title": "A"},\n {"title": "B"}]', (1, 2)),
        (json.dumps(PRETTY, indent=2), (2, 10)),
        ('{"total": 2, "next": null, "data": [{"title": "A"}, {"title": "B"}], "more": [1]}', (1, 1)),
        (json.dumps({"meta": {"count": 2}, "results": PRETTY, "group_by": []}, indent=1), (6, 14)),
        ('{"title": "A"} {"title": "B"}', (1, 1)),
    ],
)
def test_lines_arrays_and_objects_around_a_list_are_read(text: str, lines: tuple[int, int]) -> None:
    assert titles(text) == [(lines[0], "A"), (lines[1], "B")]


@pytest.mark.parametrize("key", ["papers", "data", "results", "notes", "items", "records"])
def test_the_list_may_have_any_usual_name(key: str) -> None:
    assert titles(json.dumps({"note": 'a "quoted" [text]', key: PRETTY})) == [(1, "A"), (1, "B")]


def test_an_empty_list_gives_nothing() -> None:
    assert read('{"papers": []}') == read("[]") == []


# ------------------------------------------------------------------ field names


def test_arxiv_metadata_is_read_with_its_first_date() -> None:
    record = one(
        id="0704.0001",
        title="A\n  title",
        abstract="  With $x_1$.\n",
        authors="A. Ho, B. Ek",
        authors_parsed=[["Ho", "Ann", ""], ["Ek", "Bo", "Jr"]],
        versions=[{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        update_date="2008-11-26",
        **{"journal-ref": "J. X 1"},
        doi="10.1000/X",
    )
    assert (record.title, record.abstract, record.authors) == (
        "A title",
        "With $x_1$.",
        ("Ann Ho", "Bo Ek Jr"),
    )
    assert (record.published, record.venue) == ("2007-04-02", "J. X 1")
    assert record.identifiers == ("arxiv:0704.0001", "doi:10.1000/x")


def test_a_short_arxiv_or_acl_row_is_read() -> None:
    arxiv = one(
        id="cs/9301111", title="A", authors="Ann Ho, Bo Ek", created="1989-12-31", categories=["cs.CC"]
    )
    assert (arxiv.identifiers, arxiv.published) == (("arxiv:cs/9301111",), "1989-12-31")
    acl = one(id="2016.amta-1.1", title="A", authors="Ann Ho; Bo Ek", year=2016, booktitle="AMTA")
    assert (acl.identifiers, acl.authors, acl.venue) == (("acl:2016.amta-1.1",), ("Ann Ho", "Bo Ek"), "AMTA")


def test_semantic_scholar_is_read() -> None:
    record = one(
        paperId="0" * 40,
        corpusId=77,
        externalIds={"DOI": "10.1000/X", "ArXiv": "2407.21046", "PubMed": "5", "ACL": "P19-1001"},
        title="A",
        abstract=None,
        authors=[{"authorId": "1", "name": "Ann Ho"}, {"name": "Bo Ek"}],
        year=2024,
        publicationDate="2024-07-11",
        venue="",
        journal={"name": "J. X"},
    )
    assert (record.abstract, record.authors, record.venue) == ("", ("Ann Ho", "Bo Ek"), "J. X")
    assert record.published == "2024-07-11"
    assert record.identifiers == (
        "acl:p19-1001", "arxiv:2407.21046", "doi:10.1000/x", "pmid:5", f"s2:{'0' * 40}", "s2:77",
    )  # fmt: skip


def test_openalex_is_read_and_its_abstract_rebuilt() -> None:
    record = one(
        id="https://openalex.org/W2741809807",
        display_name="A <i>title</i>",
        abstract_inverted_index={"twice": [1, 3], "Said": [0], "is": [2]},
        authorships=[
            {
                "author": {"display_name": "Ann Ho"},
                "institutions": [{"display_name": "MIT"}, {"display_name": "ETH"}],
            },
            {"author": {"display_name": "Bo Ek"}, "institutions": [{"display_name": "MIT"}]},
        ],
        publication_year=2024,
        publication_date="2024-05-03",
        ids={"doi": "https://doi.org/10.1000/X", "pmid": "https://pubmed.ncbi.nlm.nih.gov/5"},
        primary_location={
            "landing_page_url": "https://doi.org/10.1000/X",
            "source": {"display_name": "J. X"},
        },
    )
    assert (record.title, record.abstract) == ("A title", "Said twice is twice")
    assert (record.authors, record.organisation, record.venue) == (("Ann Ho", "Bo Ek"), "MIT; ETH", "J. X")
    assert record.identifiers == ("doi:10.1000/x", "openalex:w2741809807", "pmid:5")


@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: {"value": value}])
def test_openreview_is_read_in_both_of_its_versions(wrap: Any) -> None:
    content = {
        "title": wrap("A"),
        "abstract": wrap("B"),
        "authors": wrap(["Ann Ho"]),
        "venue": wrap("ICLR 2024"),
    }
    [record] = read(
        json.dumps({"notes": [{"forum": "rJl-b3RcF7", "cdate": 1_720_000_000_000, "content": content}]})
    )
    assert isinstance(record, Record)
    assert (record.title, record.abstract, record.authors, record.venue) == (
        "A",
        "B",
        ("Ann Ho",),
        "ICLR 2024",
    )
    assert (record.published, record.identifiers) == ("2024-07-03", ("openreview:rjl-b3rcf7",))


def test_the_daily_papers_api_is_read() -> None:
    paper = {
        "id": "2407.21046",
        "title": "A",
        "summary": "B",
        "authors": [{"name": "Ann Ho", "hidden": False}],
    }
    record = one(paper=paper, publishedAt="2024-07-30T00:00:00.000Z", title="A", numComments=2)
    assert (record.abstract, record.authors) == ("B", ("Ann Ho",))
    assert (record.published, record.identifiers) == ("2024-07-30", ("arxiv:2407.21046",))


def test_our_own_field_names_come_back_as_they_were() -> None:
    record = one(
        title="A",
        abstract="B",
        authors=["Ann Ho"],
        author_count=11,
        organisation="Nexa AI",
        published="2026-03-05",
        date_inferred=True,
        venue="V",
        url="https://example.org/a",
        arxiv_id="2407.21046",
        identifiers=["pmid:5", "nonsense", "isbn:1"],
    )
    assert (record.author_count, record.organisation, record.venue) == (11, "Nexa AI", "V")
    assert (record.published, record.date_inferred) == ("2026-03-05", True)
    assert (record.url, record.identifiers) == ("https://example.org/a", ("arxiv:2407.21046", "pmid:5"))


# ------------------------------------------------------------------ bad input


def test_one_bad_line_is_rejected_with_its_number_and_the_rest_goes_in() -> None:
    text = '{"title": "A"}\n{"title": "B", oops}\n{"title": "C"}\n{"title": "D\n{"title": "E"}'
    assert titles(text) == [(1, "A"), (2, "rejected"), (3, "C"), (4, "rejected"), (5, "E")]
    problem = read(text)[1]
    assert isinstance(problem, Problem)
    assert "not valid JSON" in problem.message
    assert "character 16" in problem.message


def test_a_line_that_is_no_json_at_all_is_rejected() -> None:
    assert titles('oops\n{"title": "A"}\nmore oops\n{"title": "B"}') == [
        (1, "rejected"), (2, "A"), (3, "rejected"), (4, "B"),
    ]  # fmt: skip


def test_a_broken_object_of_an_indented_array_costs_only_itself() -> None:
    papers = [{"title": "A"}, {"title": "B", "authors": [{"name": "Ann Ho"}]}, {"title": "C"}]
    text = json.dumps(papers, indent=2).replace('"B",', '"B"')
    assert titles(text) == [(2, "A"), (5, "rejected"), (13, "C")]


def test_a_truncated_array_gives_what_is_complete() -> None:
    assert titles('[{"title": "A"},\n{"title": "B"},\n{"title": "C') == [(1, "A"), (2, "B"), (3, "rejected")]


@pytest.mark.parametrize(
    "value", ["1", '"text"', "null", "NaN", "{}", '{"title": null}', '{"title": ["", 3]}']
)
def test_a_value_that_is_no_paper_is_rejected(value: str) -> None:
    [problem] = read(value)
    assert isinstance(problem, Problem)


def test_deep_nesting_is_rejected_and_the_rest_goes_in() -> None:
    deep = '{"title": "A", "x": ' + "[" * 200_000 + "]" * 200_000 + "}"
    assert titles(f'{deep}\n{{"title": "B"}}') == [(1, "rejected"), (2, "B")]


def test_a_line_over_the_limit_is_rejected_and_the_rest_goes_in() -> None:
    text = '{"title": "A", "abstract": "' + "x" * MAX_LINE + '"}\n{"title": "B"}'
    assert titles(text) == [(1, "rejected"), (2, "B")]


def test_a_long_line_that_holds_many_papers_is_read() -> None:
    papers = [{"title": f"Paper {i}", "abstract": "word " * 2_500} for i in range(1_000)]
    assert len(read(json.dumps({"papers": papers}))) == 1_000


def test_control_characters_and_lone_surrogates_in_strings_do_no_harm() -> None:
    [record] = read('{"title": "A\0 t\\ud800itle"}')
    assert isinstance(record, Record)
    assert record.title == "A title"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "title", "abstract", "abstract_inverted_index", "authors", "authors_parsed", "authorships", "versions",
    "content", "year", "cdate", "doi", "externalIds", "ids", "identifiers", "author_count", "url", "paper",
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6), max_size=3))
def test_fields_of_any_shape_never_crash_and_no_object_is_lost(papers: list[dict[str, Any]]) -> None:
    assert len(read("\n".join(map(json.dumps, papers)))) == len(papers)


words = st.text("abc XYZ研究αβ$\\{}\"'", min_size=1, max_size=30).map(
    lambda text: "T" + " ".join(text.split())
)


@given(
    st.lists(st.tuples(words, words, st.lists(words.map(lambda w: w[:9].strip()), max_size=3)), max_size=5)
)
def test_exported_papers_are_read_back_exactly(papers: list[tuple[str, str, list[str]]]) -> None:
    lines = [json.dumps({"title": t, "abstract": a, "authors": names}) for t, a, names in papers]
    found = [(r.title, r.abstract, list(r.authors)) for r in read("\n".join(lines)) if isinstance(r, Record)]
    assert found == [tuple(paper) for paper in papers]
