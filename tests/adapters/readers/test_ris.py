from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.ris import RisReader
from assistant.domain import Document, Problem, Record


def read(text: str) -> list[Record | Problem]:
    return list(RisReader().read(Document("x.ris", text)))


def one(*lines: str) -> Record:
    [record] = read("\n".join(["TY  - JOUR", *lines, "ER  - ", ""]))
    assert isinstance(record, Record), record
    return record


def test_a_reference_with_all_tags_is_read() -> None:
    record = one(
        "T1  - A title",
        "  that goes on",
        "AU  - Ho, Ann",
        "AU  - Ek, Bo, Jr.",
        "AB  - CO<sub>2</sub> &amp; more.",
        "PY  - 2024",
        "DA  - 2024/05/03/",
        "DO  - 10.1000/X",
        "UR  - https://arxiv.org/abs/2407.21046; https://example.org",
        "T2  - Conference of X",
    )
    assert (record.title, record.abstract) == ("A title that goes on", "CO2 & more.")
    assert record.authors == ("Ann Ho", "Bo Ek Jr.")
    assert (record.published, record.venue) == ("2024-05-03", "Conference of X")
    assert (record.url, record.identifiers) == (
        "https://arxiv.org/abs/2407.21046",
        ("arxiv:2407.21046", "doi:10.1000/x"),
    )


def test_the_other_tags_of_the_same_fields_are_read() -> None:
    record = one(
        "TI  - A", "A1  - Ho, Ann", "N2  - B", "Y1  - 2020///", "JO  - J. X", "DB  - PubMed", "AN  - 123"
    )
    assert (record.abstract, record.authors, record.published) == ("B", ("Ann Ho",), "2020")
    assert (record.venue, record.identifiers) == ("J. X", ("pmid:123",))


def test_unknown_tags_and_lines_around_references_are_passed_over() -> None:
    text = "Provider: X\n\n1.\nTY  - JOUR\nTI  - A\nXX  - ?\nER  -\n\n2.\nTY  - CONF\nTI  - B\nER  - \n"
    assert [(item.place.line, item.title) for item in read(text) if isinstance(item, Record)] == [
        (4, "A"),
        (10, "B"),
    ]


def test_a_reference_that_is_not_closed_is_rejected_with_its_line() -> None:
    first, second, third = read("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \nTY  - JOUR\nTI  - Cut o")
    assert isinstance(second, Record)
    for problem, line in ((first, 1), (third, 6)):
        assert isinstance(problem, Problem)
        assert problem.place.line == line
        assert "closing line 'ER  - '" in problem.message


def test_a_reference_without_title_is_rejected() -> None:
    [problem] = read("TY  - JOUR\nAB  - B\nER  - \n")
    assert isinstance(problem, Problem)


tags = st.sampled_from(
    ["TY", "ER", "TI", "T1", "AU", "A1", "AB", "N2", "PY", "DA", "DO", "UR", "DB", "AN", "XX", "UK"]
)
lines = st.tuples(tags, st.text(max_size=10)).map("  - ".join) | st.text(max_size=10)


@given(st.lists(lines, max_size=12).map("\n".join))
def test_ris_of_any_shape_never_crashes(text: str) -> None:
    assert all(item.place.line >= 1 for item in read(text))


words = st.text("abc XYZ研究αβ$\\{}\"'", min_size=1, max_size=30).map(
    lambda text: "T" + " ".join(text.split())
)


@given(st.lists(st.tuples(words, words, st.integers(1900, 2030)), max_size=5))
def test_written_references_are_read_back_exactly(papers: list[tuple[str, str, int]]) -> None:
    text = "".join(f"TY  - JOUR\nTI  - {t}\nAB  - {a}\nPY  - {y}\nER  - \n\n" for t, a, y in papers)
    found = [
        (r.place.line, r.title, r.abstract, int(r.published)) for r in read(text) if isinstance(r, Record)
    ]
    assert found == [(1 + 6 * i, *paper) for i, paper in enumerate(papers)]
