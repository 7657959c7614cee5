from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.bibtex import BibtexReader
from assistant.domain import Document, Problem, Record


def read(text: str) -> list[Record | Problem]:
    return list(BibtexReader().read(Document("x.bib", text)))


def one(**fields: str) -> Record:
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in ({"title": "A"} | fields).items())
    [record] = read(f"@article{{key,\n{body}\n}}\n")
    assert isinstance(record, Record), record
    return record


def titles(text: str) -> list[tuple[int, str]]:
    return [(item.place.line, item.title if isinstance(item, Record) else "rejected") for item in read(text)]


# ------------------------------------------------------------------ fields


def test_an_entry_with_all_fields_is_read() -> None:
    text = r"""% exported
@string{jmlr = "Journal of X"}
@article{ho2024,
  title   = {A {B} of G{\"o}del},
  author  = "Ho, Ann and van der Berg, Jan and {The Team, Inc} and others",
  journal = jmlr,
  year = 2024, month = jan,
  doi = {10.1007/978-3\_1}, url = {https://example.org/c\_d},
  abstract = {One
     two.}
}
"""
    [record] = read(text)
    assert isinstance(record, Record)
    assert record.place.line == 3
    assert (record.title, record.abstract, record.venue) == ("A B of Gödel", "One two.", "Journal of X")
    assert record.authors == ("Ann Ho", "Jan van der Berg", "The Team, Inc")
    assert (record.published, record.url) == ("2024-01", "https://example.org/c_d")
    assert record.identifiers == ("doi:10.1007/978-3_1",)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"50\% of $x^2 < \alpha_1$ \& more", "50% of $x^2 < \\alpha_1$ & more"),
        ("5% better, then more & so on", "5% better, then more & so on"),
        (r"caf\'e, {\o}re, \v{c}, \ss{} -- and ``so''", "café, øre, č, ß – and “so”"),
        (r"about ~3 times, Figure~2, see~\cite{foo}.", "about ~3 times, Figure 2, see."),
        (r"\textbf{bold} and {\it leaning} text", "bold and leaning text"),
        ("It's a model's 'quote' worth $5", "It's a model's 'quote' worth $5"),
        ("naïve 研究 😀", "naïve 研究 😀"),
    ],
)
def test_latex_is_resolved_outside_of_formulas(written: str, read_as: str) -> None:
    assert one(abstract=written).abstract == read_as


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"year": "2024"}, "2024"),
        ({"year": "2024", "month": "5"}, "2024-05"),
        ({"year": "2024", "month": "may", "day": "3"}, "2024-05-03"),
        ({"year": "2024", "month": "10~jan"}, "2024-01-10"),
        ({"date": "2024-05-03", "year": "2020"}, "2024-05-03"),
        ({"year": "in press", "month": "5"}, ""),
        ({}, ""),
    ],
)
def test_dates_are_read_as_far_as_they_are_stated(fields: dict[str, str], published: str) -> None:
    assert one(**fields).published == published


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "2407.21046v2", "archivePrefix": "arXiv"},
        {"eprint": "2407.21046"},
        {"journal": "arXiv preprint arXiv:2407.21046"},
        {"journal": "CoRR", "volume": "abs/2407.21046"},
        {"url": r"\url{https://arxiv.org/abs/2407.21046}"},
    ],
)
def test_an_arxiv_number_is_found_wherever_exports_put_it(fields: dict[str, str]) -> None:
    assert one(**fields).identifiers == ("arxiv:2407.21046",)


def test_the_eprint_of_another_archive_is_no_arxiv_number() -> None:
    assert one(eprint="2407.21046", archiveprefix="bioRxiv").identifiers == ()


# ------------------------------------------------------------------ bad input


def test_broken_braces_cost_only_their_entry() -> None:
    text = """@article{a, title={A}}

@article{b, title={Broken {brace}, abstract={x},
  year={2021}}

@article{c, title={C}},
  abstract={lost},
}
@misc(d, title={D (in brackets)})
@article{e, title={E}, abstract={never closed
"""
    assert titles(text) == [
        (1, "A"), (3, "rejected"), (6, "rejected"), (9, "D (in brackets)"), (10, "rejected"),
    ]  # fmt: skip
    problems = [item.message for item in read(text) if isinstance(item, Problem)]
    assert all("balance braces" in message for message in problems)


def test_repeated_keys_and_fields_are_read() -> None:
    assert titles('@string{s = "x"} @string{s = "y"} @a{k, title={A}} @a{k, title={B}}') == [
        (1, "A"),
        (1, "B"),
    ]
    assert titles("@a{k, title={A}}\n@a{k, title={B}}\n@a{m, title={C}, title={D}}") == [
        (1, "A"),
        (2, "B"),
        (3, "C"),
    ]


def test_an_entry_without_title_is_rejected_with_its_line() -> None:
    assert titles("\n\n@article{a, year={2020}}") == [(3, "rejected")]


def test_broken_entries_write_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    read("@article{a, title={A")
    assert capfd.readouterr() == ("", "")


@given(st.text(st.sampled_from(list("@article{}(),=\"\\%$&~#-\n ab'")), max_size=80))
def test_bibtex_of_any_shape_never_crashes(text: str) -> None:
    assert all(
        item.place.line >= 1 for item in read(f"@a{{k, title = {{T}},\n abstract = {text}\n}}\n{text}")
    )


words = st.text("abc XYZ研究αβ.:'", min_size=1, max_size=30).map(lambda text: "T" + " ".join(text.split()))
plain = words.filter(lambda text: "''" not in text)


@given(st.lists(st.tuples(plain, plain, st.integers(1900, 2030)), max_size=5))
def test_written_entries_are_read_back_exactly(papers: list[tuple[str, str, int]]) -> None:
    text = "".join(
        f"@article{{k,\n title={{{t}}},\n abstract={{{a}}},\n year={y}\n}}\n" for t, a, y in papers
    )
    found = [
        (r.place.line, r.title, r.abstract, int(r.published)) for r in read(text) if isinstance(r, Record)
    ]
    assert found == [(1 + 5 * i, *paper) for i, paper in enumerate(papers)]
