from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.records import (
    MAX_ABSTRACT,
    MAX_TITLE,
    clean_text,
    clean_url,
    identifier,
    identifiers_in,
    make_record,
    parse_date,
    reading_order,
    split_authors,
    strip_markup,
)
from assistant.domain import Place, Problem, Record

HERE = Place("file", 7)


# ------------------------------------------------------------------ text


def test_white_space_collapses_to_single_spaces() -> None:
    assert clean_text("  one\n two\t three four ") == "one two three four"


def test_terminal_escapes_controls_and_bidirectional_marks_go() -> None:
    assert (
        clean_text("\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link nu\0ll \u202eevil \ud800")
        == "red link null evil"
    )


def test_letters_and_accents_are_composed() -> None:
    assert clean_text("caf\u0065\u0301") == "café"


def test_joined_emoji_and_han_characters_stay() -> None:
    assert clean_text("👩‍🔬 研究 naïve") == "👩‍🔬 研究 naïve"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.isprintable() or not any(unicodedata.category(c) == "Cc" for c in once)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("CO<sub>2</sub> at <i>p</i> &lt; 0.05", "CO2 at p < 0.05"),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "bold"),
        ('<p class="x">A</p><br/>B', "A B"),
        ("a<b and c>d, x < y > z, <think> stays", "a<b and c>d, x < y > z, <think> stays"),
        (r"A&B, &copy=2 and \alpha_{i}", r"A&B, &copy=2 and \alpha_{i}"),
    ],
)
def test_tags_and_entities_are_resolved_but_formulas_are_not_touched(written: str, plain: str) -> None:
    assert clean_text(strip_markup(written)) == plain


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-03T10:00:00Z", "2024-05-03"),
        ("2024/05//", "2024-05"),
        ("20240503", "2024-05-03"),
        ("Jan 20, 2025", "2025-01-20"),
        ("3rd January 2019", "2019-01-03"),
        ("2025 Jan 20", "2025-01-20"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("2004 Sep-Oct", "2004-09"),
        ("1998 Dec-1999 Jan", "1998-12"),
        ("Winter 2003", "2003"),
        ("2019-02-30", "2019-02"),
        ("2004.0", "2004"),
        ("in press", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_stated(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@given(st.dates(min_value=datetime.date(1500, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_date_survives_the_common_ways_of_writing_it(date: datetime.date) -> None:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month = months[date.month - 1]
    for written in (date.isoformat(), f"{month} {date.day}, {date.year}", f"{date.day} {month} {date.year}"):
        assert parse_date(written) == date.isoformat()


@given(st.text())
def test_any_text_gives_an_iso_date_or_nothing(text: str) -> None:
    found = parse_date(text)
    assert found == "" or datetime.date.fromisoformat((found + "-01-01")[:10])


# ------------------------------------------------------------------ people


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Knuth, Donald E.", "Donald E. Knuth"),
        ("van Rossum, Guido", "Guido van Rossum"),
        ("Davis, Jr., Sammy", "Sammy Davis Jr."),
        ("Donald E. Knuth", "Donald E. Knuth"),
        ("Example, Inc.", "Example Inc."),
    ],
)
def test_names_are_put_in_reading_order(written: str, read: str) -> None:
    assert reading_order(written) == read


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Ho; Bo Ek", ("Ann Ho", "Bo Ek")),
        ("Ho, Ann; Ek, Bo", ("Ann Ho", "Bo Ek")),
        ("Ann Ho|Bo Ek", ("Ann Ho", "Bo Ek")),
        ("A. Ho, B. Ek and C. Li", ("A. Ho", "B. Ek", "C. Li")),
        ("A. Ho, B. Ek, and C. Li", ("A. Ho", "B. Ek", "C. Li")),
        ("K. Kohn, V. Bono, Jr. and H. Kann, Jr.", ("K. Kohn", "V. Bono Jr.", "H. Kann Jr.")),
        ("Ho, Ann and Ek, Bo", ("Ann Ho", "Bo Ek")),
        ("Ann Ho (MIT, USA), Bo Ek", ("Ann Ho", "Bo Ek")),
        ("Ho, Ann", ("Ann Ho",)),
        ("Ann Ho et al.", ("Ann Ho",)),
        ("", ()),
    ],
)
def test_author_lines_are_split_as_people_write_them(line: str, names: tuple[str, ...]) -> None:
    assert split_authors(line) == names


# ------------------------------------------------------------------ identifiers


@pytest.mark.parametrize(
    ("scheme", "written", "clean"),
    [
        ("arxiv", "arXiv:2407.21046v2", "arxiv:2407.21046"),
        ("arxiv", "http://arxiv.org/abs/cs/9301111v1", "arxiv:cs/9301111"),
        ("arxiv", "math.GT/0309136", "arxiv:math/0309136"),
        ("arxiv", "oai:arXiv.org:0704.0001", "arxiv:0704.0001"),
        ("arxiv", "1234.5678", ""),
        ("doi", "https://doi.org/10.1000/ABC.1", "doi:10.1000/abc.1"),
        (
            "doi",
            "10.1002/(SICI)1-2(1999)2:1<1::AID-P>3.0.CO;2-#",
            "doi:10.1002/(sici)1-2(1999)2:1<1::aid-p>3.0.co;2-#",
        ),
        ("doi", "see (10.1000/x).", "doi:10.1000/x"),
        ("doi", "not one", ""),
        ("pmid", "PMID: 123", "pmid:123"),
        ("s2", "CorpusID:77", "s2:77"),
        ("openalex", "https://openalex.org/W123456", "openalex:w123456"),
        ("openreview", "https://openreview.net/forum?id=rJl-b3RcF7", "openreview:rjl-b3rcf7"),
        ("acl", "P19-1001", "acl:p19-1001"),
        ("acl", "https://aclanthology.org/2020.acl-main.1.pdf", "acl:2020.acl-main.1"),
        ("acl", "", ""),
        ("doi", "10.1000/a%2Fb%00\ud800", "doi:10.1000/a/b"),
    ],
)
def test_identifiers_lose_address_version_and_case(scheme: str, written: str, clean: str) -> None:
    assert identifier(scheme, written) == clean


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://huggingface.co/papers/2407.21046", ("arxiv:2407.21046",)),
        ("https://arxiv.org/pdf/2407.21046v3.pdf", ("arxiv:2407.21046",)),
        ("https://doi.org/10.48550/arXiv.2407.21046", ("arxiv:2407.21046", "doi:10.48550/arxiv.2407.21046")),
        ("https://dl.acm.org/doi/abs/10.1145/1.2?x=1", ("doi:10.1145/1.2",)),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", ("pmid:123",)),
        ("2407.21046", ("arxiv:2407.21046",)),
        ("https://example.org/2407.21046", ()),
    ],
)
def test_identifiers_are_found_in_addresses(text: str, found: tuple[str, ...]) -> None:
    assert identifiers_in(text) == found


def test_only_http_addresses_are_taken_for_urls() -> None:
    assert clean_url("see https://example.org/a b") == "https://example.org/a"
    assert clean_url("javascript:alert(1)") == ""


# ------------------------------------------------------------------ records


def test_a_record_is_clean_and_its_identifiers_sorted() -> None:
    record = make_record(
        HERE,
        "x",
        title=" A\ntitle ",
        abstract="1 &lt; 2",
        authors=["Ann&apos;s", " "],
        url="https://arxiv.org/abs/2407.21046v1",
        identifiers=["pmid:1", "", "doi:10.18653/v1/p19-1001"],
        markup=True,
    )
    assert isinstance(record, Record)
    assert (record.title, record.abstract, record.authors) == ("A title", "1 < 2", ("Ann's",))
    assert record.identifiers == ("acl:p19-1001", "arxiv:2407.21046", "doi:10.18653/v1/p19-1001", "pmid:1")


@pytest.mark.parametrize("title", ["", " \n", "...", "[Not available]", "N/A", "\u200b"])
def test_a_record_without_title_is_rejected_with_its_place(title: str) -> None:
    problem = make_record(HERE, "x", title=title, abstract="An abstract.")
    assert isinstance(problem, Problem)
    assert problem.place == HERE
    assert "has no title" in problem.message


def test_titles_and_abstracts_beyond_all_measure_are_rejected_with_their_length() -> None:
    for title, abstract, size in (
        ("word " * MAX_TITLE, "", "4,999"),
        ("T", "x" * (MAX_ABSTRACT + 1), "500,001"),
        ("T", " " * (10 * MAX_ABSTRACT + 1), "5,000,001"),
    ):
        problem = make_record(HERE, "x", title=title, abstract=abstract)
        assert isinstance(problem, Problem)
        assert f"{size} characters" in problem.message


def test_a_statement_that_there_is_no_abstract_is_no_abstract() -> None:
    record = make_record(HERE, "x", title="T", abstract="[No abstract available]")
    assert isinstance(record, Record)
    assert record.abstract == ""


def test_an_abstract_of_ten_thousand_words_is_kept_whole() -> None:
    record = make_record(HERE, "x", title="T", abstract="word " * 10_000)
    assert isinstance(record, Record)
    assert len(record.abstract.split()) == 10_000
