from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.readers.arxiv_xml import ArxivXmlReader
from assistant.adapters.readers.bibtex import BibtexReader
from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.adapters.readers.jsonl import JsonReader
from assistant.adapters.readers.pubmed_xml import PubmedXmlReader
from assistant.adapters.readers.ris import RisReader
from assistant.adapters.readers.table import TableReader
from assistant.core.ports import PaperReader
from assistant.domain import Document, Problem, Record

READERS: tuple[PaperReader, ...] = (
    ArxivXmlReader(),
    BibtexReader(),
    DailyPapersReader(),
    JsonReader(),
    PubmedXmlReader(),
    RisReader(),
    TableReader(),
)
by_format = pytest.mark.parametrize("reader", READERS, ids=[reader.format for reader in READERS])

SAMPLES = [
    (
        "arxiv-xml",
        '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>',
    ),
    (
        "arxiv-xml",
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><title>A</title></record></OAI-PMH>',
    ),
    ("bibtex", "% export\n\n@article{a,\n  title = {A}\n}\n"),
    ("bibtex", '@misc(a, title = "A")'),
    ("daily-papers", "new\n\nSubscribe\n\nbyAK and the research community\n\nMay 8\n\nA\n\nWe do b."),
    ("daily-papers", "A\n\nWe do b.\n\n  • 2 authors\n·\nMay 8, 2024\n"),
    ("json", '{"title": "A", "abstract": "B"}\n{"title": "C"}'),
    ("json", '\n[\n  {\n    "title": "A"\n  }\n]'),
    ("json", '{"data": [{"title": "A"}]}'),
    (
        "pubmed-xml",
        "<PubmedArticleSet><PubmedArticle><ArticleTitle>A</ArticleTitle></PubmedArticle></PubmedArticleSet>",
    ),
    ("ris", "TY  - JOUR\nTI  - A\nER  - \n"),
    ("table", "title,abstract,year\nA,B,2020\n"),
    ("table", "Authors\tArticle Title\tAbstract\nx\tA\tB\n"),
]
HTML = '<!doctype html>\n<html><head><title>Daily Papers</title><script>\n{"title": "A"}\n</script>\n</html>'
FOREIGN = [
    "",
    "\n \n",
    "Some prose.\n\nMore prose, about titles.",
    "123",
    HTML,
    "# Notes\n\n- title, abstract\n",
]


@by_format
@pytest.mark.parametrize(("format_name", "text"), SAMPLES)
def test_a_reader_recognises_its_own_format_and_no_other(
    reader: PaperReader, format_name: str, text: str
) -> None:
    assert reader.recognises(Document("misleading.suffix", text)) == (reader.format == format_name)


@by_format
@pytest.mark.parametrize("text", FOREIGN)
def test_a_reader_recognises_nothing_else(reader: PaperReader, text: str) -> None:
    assert not reader.recognises(Document("papers.json", text))


@by_format
@pytest.mark.parametrize(("format_name", "text"), SAMPLES)
def test_a_reader_reads_its_samples_without_a_problem(
    reader: PaperReader, format_name: str, text: str
) -> None:
    if reader.format == format_name:
        first, *_ = found = list(reader.read(Document("x", text)))
        assert isinstance(first, Record)
        assert (first.title, first.format, first.place.file) == ("A", format_name, "x")
        assert not [item for item in found if isinstance(item, Problem)]


pieces = st.sampled_from(
    [text for _, text in SAMPLES] + ["\n", "{", "}", '"', "·", "TY  - ", "@a{", "<entry>", ","]
)
characters = st.characters(exclude_characters="\r", exclude_categories=["Cs"])  # documents end lines with \n
texts = st.lists(pieces | st.text(characters, max_size=20), max_size=6).map("".join)


@by_format
@settings(max_examples=60)
@given(texts)
def test_any_text_gives_records_and_problems_in_order_and_never_an_error(
    reader: PaperReader, text: str
) -> None:
    document = Document("x", text)
    reader.recognises(document)
    found = list(reader.read(document))
    lines = [item.place.line for item in found]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    assert all(isinstance(item, Problem) or item.title for item in found)
