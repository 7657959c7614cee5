from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.words import Words
from assistant.domain import Paper

TEXT = "attention quantisation of long contexts with compression; " * 3
WORDS = Words([Paper("p", "RowCache Attention", TEXT)], lambda: ("contest", "patents", "planet"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("atention", "attention"),
        ("quantisaton", "quantisation"),
        ("comperssion", "compression"),
        ("wich", "which"),
        ("comapre", "compare"),
    ],
)
def test_a_mistyped_word_is_read_as_the_nearest_known_one(typed: str, meant: str) -> None:
    assert WORDS.corrected(f"is {typed} good?") == (f"is {meant} good?", ((typed, meant),))


@pytest.mark.parametrize(
    "word", ["contest", "planets", "RowCash", "AtentionNet", "GPT4", "zebra", "cat", "contexts"]
)
def test_known_words_english_words_and_coined_names_stay(word: str) -> None:
    assert WORDS.corrected(word) == (word, ())


@pytest.mark.parametrize("word", ["recompression", "multicontexts", "quantiser"])
def test_words_made_from_known_ones_are_no_typing_errors(word: str) -> None:
    words = Words([Paper("p", "", "quantise the compression of contexts, compressions " * 3)])
    assert words.corrected(word) == (word, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("papers with more then ten authors", "papers with more than ten authors"),
        ("y is it slower then that", "why is it slower than that"),
        ("what do u know", "what do you know"),
        ("wat is that", "what is that"),
        ("diff btw that", "difference between that"),
        ("first prune, then merge", "first prune, then merge"),
        ("the y axis is long", "the y axis is long"),
        ("that b4 2020", "that before 2020"),
        ("that ten planets how many?", "how many planets that ten"),
    ],
)
def test_what_people_write_for_another_word_is_read_as_it(typed: str, meant: str) -> None:
    words = Words([], lambda: ("then", "than", "ten", "that"))
    assert words.corrected(typed)[0] == meant


def test_a_short_word_that_lacks_a_letter_of_a_common_one_is_read_as_it() -> None:
    words = Words([Paper("p", "", "cache and token and toked " * 5)])
    assert words.corrected("cach toke")[0] == "cache toke"


def test_another_letter_in_a_short_word_may_be_another_word() -> None:
    words = Words([Paper("p", "", "ratio of models " * 3)])
    assert words.corrected("rates modems") == ("rates modems", ())


def test_common_words_are_read_for_short_mistyped_ones() -> None:
    words = Words([Paper("p", "", "sparse models")], lambda: ("work", "have", "much", "need", "better"))
    typed = "hwo does it wokr and what do both hvae, how muhc does it nede, which is beter"
    asked = "how does it work and what do both have, how much does it need, which is better"
    assert words.corrected(typed)[0] == asked


def test_a_form_of_a_known_word_is_no_typing_error() -> None:
    words = Words([Paper("p", "", "symptoms are embedded in the caches " * 3)])
    assert words.corrected("symptom embedder") == ("symptom embedder", ())


def test_without_a_collection_nothing_is_mistyped_but_words_of_asking() -> None:
    assert Words().corrected("atention") == ("atention", ())


@given(st.text(max_size=80))
def test_reading_a_corrected_text_again_changes_nothing(text: str) -> None:
    once, _ = WORDS.corrected(text)
    assert WORDS.corrected(once)[0] == once


def test_british_and_american_spellings_are_no_typing_errors() -> None:
    words = Words([Paper("p", "generative", "generative behavior " * 3)], lambda: ("generalize",))
    assert words.corrected("does it generalise its behaviour") == ("does it generalise its behaviour", ())


def test_invented_names_that_the_collection_lacks_are_strange_to_it() -> None:
    asked = "Does RowCache beat BitNet and Llama2 (or RowCaches) with KV or ViT on top5 GPUs in 2024?"
    assert WORDS.strange_names(asked) == ("BitNet", "Llama2")
    assert Words().strange_names(asked) == ()


def test_a_proper_name_that_the_collection_lacks_is_strange_to_it() -> None:
    assert WORDS.strange_names("How good is it on an iPhone, Swahili or Attention?") == ("iPhone", "Swahili")
    assert WORDS.strange_names("Swahili is hard") == ()
    assert WORDS.strange_names("What Is The Score On Swahili?") == ()


@pytest.mark.parametrize(
    ("typed", "read"), [("papeers", "papers"), ("papesr", "papers"), ("papees", "papers")]
)
def test_a_mistyped_plural_is_read_as_the_plural(typed: str, read: str) -> None:
    papers = [Paper("a", "A paper", "In this paper the papers of others are read. This paper is a paper.")]
    words = Words(papers, lambda: ("paper", "papers", "read", "others"))
    assert words.corrected(f"which {typed} are read")[0] == f"which {read} are read"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("RowwCache", "RowCache"),
        ("RoeCache", "RowCache"),
        ("RwoCache", "RowCache"),
        ("RowCathe", "RowCathe"),
        ("TowCache", "TowCache"),
        ("Rowcache", "Rowcache"),
    ],
)
def test_a_name_is_read_for_a_strange_one_that_is_a_slip_away(typed: str, read: str) -> None:
    assert WORDS.corrected(f"does {typed}-2 help?")[0] == f"does {read}-2 help?"


def test_between_two_names_a_slip_away_none_is_read() -> None:
    words = Words([Paper("p", "RowCache and RosCache", TEXT)])
    assert words.corrected("does RodCache help?") == ("does RodCache help?", ())


ENGLISH = tuple(f"word{number}" for number in range(8_000))
"""As many commoner English words as make the next one a rare one."""


def test_rarer_words_that_the_collection_has_in_no_form_are_never_used() -> None:
    words = Words([Paper("p", "RowCache", TEXT)], lambda: ("quickly", *ENGLISH, "speculative"))
    assert words.never_used("how quickly does speculative compressing work") == ("speculative",)
    assert words.never_used("are dolphins attentive, and do DOLPHINS tire") == ("dolphins",)


def test_nothing_is_never_used_where_no_text_or_no_english_is_known() -> None:
    assert Words([], lambda: ENGLISH).never_used("speculative") == ()
    assert Words([Paper("p", "RowCache", TEXT)]).never_used("speculative") == ()


def test_a_word_is_usually_written_as_the_collection_writes_it_most() -> None:
    assert [WORDS.usual(word) for word in ("ROWCACHE", "Attention", "ZEBRA")] == [
        "RowCache",
        "attention",
        "zebra",
    ]


def test_a_long_word_is_known_in_the_singular_when_only_its_plural_is_used() -> None:
    words = Words([Paper("p", "", "hallucinations are hallucinations and hallucinations " * 2)])
    assert words.corrected("a halucination")[0] == "a hallucination"


def test_what_only_lacks_the_s_of_a_verb_is_no_typing_error() -> None:
    words = Words([Paper("p", "", "it surpasses what surpasses and surpasses " * 2)])
    assert words.corrected("they surpass it") == ("they surpass it", ())


def test_letters_beside_figures_are_part_of_a_name() -> None:
    words = Words([Paper("p", "", "they are what they are " * 9)])
    assert words.corrected("adre20k") == ("adre20k", ())


def test_no_short_word_is_read_as_an_abbreviation() -> None:
    words = Words([Paper("p", "", "a CoT with CoT and CoT and CoT and CoT, a cat, a cat " * 2)])
    assert words.corrected("a clot")[0] == "a clot"


def test_abbreviations_are_written_out_but_for_those_of_the_collection() -> None:
    words = Words([Paper("p", "", "acc of attention " * 5)])
    assert words.corrected("acc of attn")[0] == "acc of attention"


def test_an_english_word_that_nothing_has_is_read_as_what_titles_have_beside_the_same_word() -> None:
    words = Words([Paper("p", "Linear Lamps", "lamps are linear")], lambda: ("liner", "lamp", "ships"))
    assert words.corrected("liner lamps") == ("linear lamps", (("liner", "linear"),))
    assert words.corrected("liner ships") == ("liner ships", ())
    assert words.corrected("linear lamp") == ("linear lamp", ())


def test_a_word_whose_last_letter_is_not_doubled_is_mistyped_where_the_collection_doubles_it() -> None:
    words = Words([Paper("p", "", "we bed lamps by embedding them " * 6)], lambda: ("embed", "targeting"))
    assert words.corrected("embeding lamps") == ("embedding lamps", (("embeding", "embedding"),))
    assert words.corrected("targeting lamps") == ("targeting lamps", ())


def test_words_cut_short_and_joined_are_read_as_titles_have_them() -> None:
    words = Words(
        [Paper("p", "Lantern Generation from Red Lights", "oil-to-light lamps")], lambda: ("lamp", "oil")
    )
    assert words.corrected("lant gen")[0] == "lantern generation"
    assert words.corrected("redlights")[0] == "red lights"
    assert words.corrected("oil to light lamps") == ("oil-to-light lamps", ())
    assert words.corrected("lant oil")[0] == "lant oil"


def test_a_year_belongs_to_a_name_that_has_it_in_a_text() -> None:
    words = Words([Paper("p", "Us at LampEval-2018", "In 2019 lamps 2020 won.")])
    assert words.named_with_year("lampeval 2018")
    assert words.named_with_year("WMT 2020")
    assert not words.named_with_year("lampeval 2019")
    assert not words.named_with_year("lamps 2020")


def test_a_familiar_word_is_the_collection_s_or_english_or_short_for_its_words() -> None:
    words = Words([Paper("p", "RowCache", "machine translation")], lambda: ("planet",))
    assert [
        word
        for word in ("rowcache", "planet", "mt", "qa", "zebra", "planet-rowcache")
        if words.familiar(word)
    ] == [
        "rowcache",
        "planet",
        "mt",
        "planet-rowcache",
    ]


def test_nothing_is_short_for_words_of_an_empty_collection() -> None:
    assert Words().spelled_out("MT") == "MT"
