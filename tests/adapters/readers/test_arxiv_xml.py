from __future__ import annotations

from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.arxiv_xml import ArxivXmlReader
from assistant.domain import Document, Problem, Record

FEED = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'


def read(text: str) -> list[Record | Problem]:
    return list(ArxivXmlReader().read(Document("x.xml", text)))


def one(text: str) -> Record:
    [record] = read(text)
    assert isinstance(record, Record), record
    return record


def oai(metadata: str, header: str = "<header/>") -> str:
    return f"<OAI-PMH>\n<record>{header}<metadata>{metadata}</metadata></record></OAI-PMH>"


def test_an_entry_of_the_atom_feed_is_read() -> None:
    record = one(
        FEED
        + """  <title>ArXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/2407.21046v2</id>
    <updated>2024-08-01T00:00:00Z</updated>
    <published>2024-07-11T17:59:59Z</published>
    <title>A title with
      $x^2$ &lt; y</title>
    <summary>  One &amp; two
    three. </summary>
    <author><name>Ann Ho</name><arxiv:affiliation xmlns:arxiv="u">X</arxiv:affiliation></author>
    <author><name>Bo Ek</name></author>
    <arxiv:doi xmlns:arxiv="u">10.1000/ABC</arxiv:doi>
    <arxiv:journal_ref xmlns:arxiv="u">J. X 1</arxiv:journal_ref>
  </entry>
</feed>"""
    )
    assert record.place.line == 4
    assert (record.title, record.abstract) == ("A title with $x^2$ < y", "One & two three.")
    assert (record.authors, record.published, record.venue) == (("Ann Ho", "Bo Ek"), "2024-07-11", "J. X 1")
    assert record.identifiers == ("arxiv:2407.21046", "doi:10.1000/abc")
    assert record.url == "http://arxiv.org/abs/2407.21046v2"


def test_a_record_of_the_arxiv_format_is_read() -> None:
    record = one(
        oai(
            '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0704.0001</id><created>2007-04-02</created>'
            "<updated>2008-01-01</updated><authors><author><keyname>Ho</keyname><forenames>Ann B.</forenames>"
            "<suffix>Jr</suffix></author></authors><title>A</title><journal-ref>J. X</journal-ref>"
            "<doi>10.1000/y</doi><abstract>B</abstract></arXiv>"
        )
    )
    assert (record.title, record.abstract, record.authors) == ("A", "B", ("Ann B. Ho Jr",))
    assert (record.published, record.venue, record.place.line) == ("2007-04-02", "J. X", 2)
    assert record.identifiers == ("arxiv:0704.0001", "doi:10.1000/y")


def test_a_record_of_the_raw_format_is_read_with_its_first_version() -> None:
    record = one(
        oai(
            "<arXivRaw><id>2301.00001</id>"
            '<version version="v1"><date>Mon, 2 Jan 2023 00:00:00 GMT</date></version>'
            '<version version="v2"><date>Tue, 3 Jan 2023 00:00:00 GMT</date></version>'
            "<title>A</title><authors>Ann Ho, Bo Ek and C. Li</authors><abstract>B</abstract></arXivRaw>"
        )
    )
    assert (record.authors, record.published) == (("Ann Ho", "Bo Ek", "C. Li"), "2023-01-02")


def test_a_record_in_dublin_core_is_read_without_its_comments() -> None:
    record = one(
        oai(
            '<oai_dc:dc xmlns:oai_dc="u" xmlns:dc="v"><dc:title>A</dc:title><dc:creator>Ho, Ann</dc:creator>'
            "<dc:creator>Ek, Bo</dc:creator><dc:description>B</dc:description>"
            "<dc:description>Comment: 3 pages</dc:description><dc:date>2000-01-05</dc:date><dc:identifier>http://arxiv.org/abs/cs/0001001"
            "</dc:identifier><dc:identifier>doi:10.1000/z</dc:identifier></oai_dc:dc>"
        )
    )
    assert (record.abstract, record.authors, record.published) == ("B", ("Ann Ho", "Bo Ek"), "2000-01-05")
    assert record.identifiers == ("arxiv:cs/0001001", "doi:10.1000/z")


def test_a_deleted_record_and_an_error_of_the_api_are_problems() -> None:
    [deleted] = read('<OAI-PMH><record><header status="deleted"/></record></OAI-PMH>')
    assert isinstance(deleted, Problem)
    assert "deleted" in deleted.message
    [error] = read(
        f"{FEED}<entry><id>http://arxiv.org/api/errors#x</id><summary>bad id</summary></entry></feed>"
    )
    assert isinstance(error, Problem)
    assert "bad id" in error.message


def test_a_truncated_feed_gives_what_is_complete_and_a_problem_with_its_line() -> None:
    entry = "<entry><title>A</title></entry>\n"
    *records, problem = read(FEED + entry * 3 + "<entry><title>Cut o")
    assert [item.place.line for item in records if isinstance(item, Record)] == [3, 4, 5]
    assert isinstance(problem, Problem)
    assert problem.place.line == 6
    assert "download or export it again" in problem.message


def test_an_encoding_named_in_the_declaration_does_not_garble_decoded_text() -> None:
    assert (
        one(f"{FEED.replace('UTF-8', 'ISO-8859-1')}<entry><title>Gödel</title></entry></feed>").title
        == "Gödel"
    )


words = st.text("abc XYZ研究αβ$\\{}\"'<>&", min_size=1, max_size=30).map(
    lambda text: "T" + " ".join(text.split())
)


@given(st.lists(st.tuples(words, words), max_size=5))
def test_written_entries_are_read_back_exactly(papers: list[tuple[str, str]]) -> None:
    entries = [
        f"<entry><title>{escape(t)}</title><summary>{escape(a)}</summary></entry>\n" for t, a in papers
    ]
    found = read(FEED + "".join(entries) + "</feed>")
    assert [(r.title, r.abstract) for r in found if isinstance(r, Record)] == papers
