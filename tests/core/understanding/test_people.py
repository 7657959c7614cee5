from __future__ import annotations

import pytest

from assistant.core.understanding.people import People
from assistant.domain import Filters, Paper

PEOPLE = People(
    [
        Paper("a", "Sparse Rows", authors=("Ada Example", "Bo Sampleton"), organisation="Sample House AI"),
        Paper("b", "Dense Rows", authors=("Cleo Longname",), organisation="Tall Tree"),
    ],
    ordinary=lambda word: word in ("long", "tall", "example"),
)

EVERYDAY = frozenset({"rows"}).__contains__


def read(text: str) -> list[tuple[str, Filters]]:
    return [(text[c.start : c.end].strip(), c.filters) for c in PEOPLE.named(text)]


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("papers by Ada Example on rows", "by Ada Example", Filters(authors=("Ada Example",))),
        ("work by Sampleton et al.", "by Sampleton et al", Filters(authors=("Sampleton",))),
        ("papers by ada example", "by ada example", Filters(authors=("Ada Example",))),
        ("papers by Ada Exampel", "by Ada Exampel", Filters(authors=("Ada Example",))),
        ("papers from Sbmple", "from Sbmple", Filters(organisation="Sample")),
        ("papers from sbmple", "from sbmple", Filters(organisation="Sample")),
        ("Longname's papers", "Longname's", Filters(authors=("Longname",))),
        ("what is from Sample House AI?", "from Sample House AI", Filters(organisation="Sample House AI")),
        ("models from the lab Tall Tree", "from the lab Tall Tree", Filters(organisation="Tall Tree")),
        ("sample house ai", "sample house ai", Filters(organisation="Sample House AI")),
        ("papers sample house about rows", "sample", Filters(organisation="Sample")),
        ("What did Tall Tree publish?", "did Tall Tree publish", Filters(organisation="Tall Tree")),
        ("sampleton how many papers", "sampleton", Filters(authors=("Sampleton",))),
        ("What did Ada Example co-write?", "did Ada Example co-write", Filters(authors=("Ada Example",))),
    ],
)
def test_names_of_the_collection_become_filters(text: str, words: str, filters: Filters) -> None:
    assert read(text) == [(words, filters)]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("longname papers", "Longname"),
        ("cleo longname papers on rows", "Cleo Longname"),
        ("all Sampleton papers since 2020", "Sampleton"),
        ("sampleton 2019 papers", "Sampleton"),
    ],
)
def test_an_author_before_papers_filters_in_small_letters_too(text: str, author: str) -> None:
    assert [filters for _, filters in read(text)] == [Filters(authors=(author,))]


def test_a_surname_that_abstracts_speak_of_is_a_subject() -> None:
    people = People(
        [Paper("a", "Rows", authors=("Ada Markov",))], spoken_of=frozenset({"markov"}).__contains__
    )
    assert not list(people.named("markov papers"))


@pytest.mark.parametrize(
    "text",
    [
        "longname rows papers",
        "rows and longname papers that agree",
        "example papers",
        "pruning by example selection",
        "trained from scratch by sampling",
        "the attention of Ada Example",
        "results from tall trees",
        "papers by Somebody Else",
    ],
)
def test_other_phrases_filter_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "papers by cleroa longname",
        "papers by Cleora Lee",
        "papers by cleora lungnane on rows",
        "papers by longname cleora",
        "papers by Longname Cleora on rows",
    ],
)
def test_a_mistyped_author_is_told_as_whom_it_was_read(text: str) -> None:
    (condition,) = People([Paper("c", "Rows", authors=("Cleora Longname", "Cleone Other"))]).named(text)
    assert condition.filters == Filters(authors=("Cleora Longname",))
    assert condition.note.endswith("was read as ‘Cleora Longname’.")


def test_a_given_name_of_several_is_none_to_know_an_author_by() -> None:
    people = People([Paper("b", "Dense Rows", authors=("Beatrix Long", "Beatrix Lamp"))])
    assert not list(people.named("papers by beatrix lee"))


@pytest.mark.parametrize("text", ["talltree rows", "rows tall tree", "Tall Tree rows"])
def test_an_organisation_beside_key_words_filters_though_its_parts_be_joined(text: str) -> None:
    (condition,) = PEOPLE.beside_key_words(text)
    assert condition.filters == Filters(organisation="Tall Tree")
    assert "rows" not in text[condition.start : condition.end]


@pytest.mark.parametrize("text", ["tall tree", "what is tall tree", "rows of tall trees and more"])
def test_an_organisation_alone_or_in_a_sentence_is_left_to_other_rules(text: str) -> None:
    assert not list(PEOPLE.beside_key_words(text))


def test_an_organisation_is_not_known_by_its_first_word_and_a_letter() -> None:
    people = People([Paper("b", "Dense Rows", organisation="Research Institute Tin")])
    assert not list(people.named("papers from Research Ideas"))


def test_papers_by_somebody_unknown_are_none_at_all() -> None:
    (condition,) = PEOPLE.strangers("papers by Somebody Else on rows")
    assert condition.filters == Filters(authors=("Somebody Else",))
    assert list(PEOPLE.strangers("papers by Ada Example")) == []


def test_papers_from_an_unknown_organisation_are_none_at_all() -> None:
    (condition,) = PEOPLE.strangers("papers from Nowhere Labs on rows")
    assert condition.filters == Filters(organisation="Nowhere Labs")
    assert list(PEOPLE.strangers("papers from ABC")) == []
    assert list(People([Paper("a", "T", venue="Rows in Progress")]).strangers("papers from Rows")) == []


def test_an_organisation_before_papers_filters_in_small_letters_too() -> None:
    people = People(
        [Paper("a", "T", organisation="OpenLamp"), Paper("b", "T", organisation="Rows")], EVERYDAY
    )
    for text in ("number of openlamp papers", "openlamp 2024 papers", "how many OpenLamp papers"):
        (condition,) = people.named(text)
        assert condition.filters == Filters(organisation="OpenLamp")
    assert list(people.named("rows papers")) == []
    assert list(people.named("Rows papers")) == []
    assert len(list(people.named("how many Rows papers"))) == 1
