from __future__ import annotations

import pytest

from assistant.adapters.readers.pubmed_xml import PubmedXmlReader
from assistant.domain import Document, Problem, Record

DOCTYPE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_240101.dtd">\n'
)


def read(text: str) -> list[Record | Problem]:
    return list(PubmedXmlReader().read(Document("x.xml", text)))


def article(*parts: str, data: str = "") -> Record:
    inner = (
        "".join(parts)
        if "<ArticleTitle>" in "".join(parts)
        else "<ArticleTitle>A</ArticleTitle>" + "".join(parts)
    )
    citation = f'<MedlineCitation><PMID Version="1">123</PMID><Article>{inner}</Article></MedlineCitation>'
    found = f"<PubmedArticleSet>\n<PubmedArticle>{citation}<PubmedData>{data}</PubmedData></PubmedArticle>"
    [record] = read(f"{DOCTYPE}{found}</PubmedArticleSet>")
    assert isinstance(record, Record), record
    return record


def test_title_journal_authors_and_place_are_read() -> None:
    record = article(
        "<Journal><Title>Journal of X</Title></Journal>",
        "<ArticleTitle>CO<sub>2</sub> and <i>E. coli</i>.</ArticleTitle>",
        "<AuthorList><Author><LastName>Ho</LastName><ForeName>Ann B</ForeName><Suffix>Jr</Suffix></Author>"
        "<Author><LastName>Ek</LastName><Initials>B</Initials></Author>"
        "<Author><CollectiveName>The Group, of X</CollectiveName></Author></AuthorList>",
    )
    assert (record.title, record.venue, record.place.line) == ("CO2 and E. coli.", "Journal of X", 4)
    assert record.authors == ("Ann B Ho Jr", "B Ek", "The Group, of X")


def test_parts_of_a_structured_abstract_keep_their_labels() -> None:
    record = article(
        '<Abstract><AbstractText Label="BACKGROUND" NlmCategory="X">One &lt; 2.</AbstractText>'
        '<AbstractText Label="METHODS:">Two <b>bold</b>.</AbstractText>'
        '<AbstractText Label="UNLABELLED">Three.</AbstractText>'
        "<AbstractText/><CopyrightInformation>(c) X</CopyrightInformation></Abstract>"
        "<OtherAbstract><AbstractText>Autre.</AbstractText></OtherAbstract>"
    )
    assert record.abstract == "BACKGROUND: One < 2. METHODS: Two bold. Three."


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("<PubDate><Year>2020</Year><Month>Feb</Month><Day>3</Day></PubDate>", "2020-02-03"),
        ("<PubDate><Year>2020</Year><Month>02</Month></PubDate>", "2020-02"),
        ("<PubDate><Year>2020</Year><Season>Winter</Season></PubDate>", "2020"),
        ("<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>", "1998-12"),
        ("<PubDate><MedlineDate>2004 Spring</MedlineDate></PubDate>", "2004"),
        ("<PubDate/>", ""),
    ],
)
def test_dates_of_issues_are_read_as_far_as_they_are_stated(date: str, iso: str) -> None:
    assert article(f"<Journal><JournalIssue>{date}</JournalIssue></Journal>").published == iso


def test_the_day_of_going_online_comes_before_the_date_of_the_issue() -> None:
    record = article(
        "<Journal><JournalIssue><PubDate><Year>2021</Year></PubDate></JournalIssue></Journal>"
        '<ArticleDate DateType="Electronic"><Year>2020</Year><Month>12</Month><Day>05</Day></ArticleDate>'
    )
    assert record.published == "2020-12-05"


def test_its_own_identifiers_are_read_and_not_those_of_its_references() -> None:
    record = article(
        '<ELocationID EIdType="doi">10.1000/Q</ELocationID><ELocationID EIdType="pii">S1</ELocationID>',
        data='<ArticleIdList><ArticleId IdType="pubmed">123</ArticleId></ArticleIdList>'
        '<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9999/no</ArticleId>'
        "</ArticleIdList></Reference></ReferenceList>",
    )
    assert record.identifiers == ("doi:10.1000/q", "pmid:123")


def test_a_title_that_is_not_available_is_replaced_by_the_original_one() -> None:
    record = article(
        "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Ein Titel</VernacularTitle>"
    )
    assert record.title == "Ein Titel"


def test_a_book_chapter_is_read() -> None:
    [record] = read(
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>6</PMID><Book><BookTitle>A Book</BookTitle>"
        "<PubDate><Year>2021</Year><Month>01</Month></PubDate></Book><ArticleTitle>A Chapter</ArticleTitle>"
        "<Abstract><AbstractText>B</AbstractText></Abstract></BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    assert isinstance(record, Record)
    assert (record.title, record.abstract, record.venue) == ("A Chapter", "B", "A Book")
    assert (record.published, record.identifiers) == ("2021-01", ("pmid:6",))
