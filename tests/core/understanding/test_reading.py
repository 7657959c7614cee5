from __future__ import annotations

from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.knowledge import Knowledge
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.reading import understand
from assistant.domain import Filters, Paper, Query, Question, Turn

NAMES = PaperNames(
    [
        Paper("sparrow", "SparRow-2: Reading Rows Sparsely"),
        Paper("oat", "OAT: Object Attention"),
        Paper("long", "Reading Very Long Rows Without Looking Back"),
    ]
)


def test_two_named_papers_joined_by_and_are_compared() -> None:
    query = understand(Question("Which layer do SparRow-2 and OAT use?"), NAMES)
    assert (query.kind, query.named_papers) == ("compare", ("sparrow", "oat"))


def test_a_name_is_found_by_its_coined_form_or_in_lower_case_when_it_has_a_digit() -> None:
    assert NAMES.named_in("how fast is sparrow-2?") == ("sparrow",)
    assert NAMES.named_in("does OAT look at objects?") == ("oat",)


def test_a_plain_word_before_the_colon_names_its_paper_only_letter_by_letter() -> None:
    names = PaperNames([Paper("zoo", "Zoology: Measuring Recall")])
    assert names.named_in("Titans vs Zoology") == ("zoo",)
    assert names.named_in("is zoology a science?") == ()


def test_an_ordinary_word_in_lower_case_names_no_paper() -> None:
    assert NAMES.named_in("who sells oat milk?") == ()


def test_a_whole_title_names_its_paper_whatever_its_case() -> None:
    assert NAMES.named_in("what is in reading very long rows without looking back?") == ("long",)


def test_white_space_is_tidied_and_filters_pass_through() -> None:
    query = understand(Question("  what \n is it ", Filters(year_from=2020)), NAMES)
    assert query.standalone == "what is it"
    assert query.filters == Filters(year_from=2020)


def test_a_comparison_asks_of_each_paper_what_the_question_says_beside_the_names() -> None:
    query = understand(Question("SparRow-2 vs OAT: how much memory is saved?"), NAMES)
    assert "memory is saved" in query.topic
    assert "SparRow" not in query.topic


def test_a_comparison_of_names_alone_asks_for_the_contribution() -> None:
    assert understand(Question("How do SparRow-2 and OAT differ?"), NAMES).topic == CONTRIBUTION


PAPERS = [
    Paper("old", "SparRow-2: Reading Rows Sparsely", "Rows are read.", ("Ada Example",), published="2021"),
    Paper(
        "new", "RowCache: Caching Rows", "Attention over rows.", organisation="Tall Tree", published="2025"
    ),
    Paper("twin", "RowCache: Caches of Rows", "Attention over rows.", author_count=12),
]
KNOWN = Knowledge(PAPERS)


def ask(text: str, filters: Filters | None = None) -> Query:
    return KNOWN.understand(Question(text, filters or Filters(), today="2026-11-27"))


def test_words_that_filter_are_taken_out_of_what_is_searched() -> None:
    query = ask("which papers since 2022 by Tall Tree deal with caches?")
    assert (query.kind, query.topic) == ("list", "caches")
    assert query.filters == Filters(year_from=2022, organisation="Tall Tree")
    assert [words.strip() for words in query.filter_words] == ["since 2022", "by Tall Tree"]


def test_words_filter_nothing_when_they_are_not_to() -> None:
    query = KNOWN.understand(Question("papers on rows since 2022", words_filter=False))
    assert not query.filters
    assert "since 2022" in query.topic


def test_a_given_filter_wins_and_the_note_says_so() -> None:
    query = ask("papers on rows since 2024", Filters(year_to=2022))
    assert query.filters == Filters(year_to=2022)
    assert "contradicts" in query.notes[0]


def test_years_within_quotation_marks_filter_nothing() -> None:
    assert not ask("what is “attention since 2020”?").filters


def test_a_list_of_papers_without_a_topic_is_asked_of_the_catalogue() -> None:
    query = ask("which papers have more than ten authors?")
    assert (query.kind, query.topic) == ("metadata", "")
    assert query.filters == Filters(authors_from=11)


def test_a_named_paper_is_not_filtered_by_words() -> None:
    query = ask("was SparRow-2 published before 2020?")
    assert (query.kind, query.filters) == ("metadata", Filters())


def test_a_name_of_two_papers_is_told() -> None:
    query = ask("how does RowCache evict rows?")
    assert query.named_papers == ("new", "twin")
    assert "may mean" in query.notes[0]


def test_what_a_paper_is_about_asks_for_its_contribution() -> None:
    for text in ("What is SparRow-2 about?", "SparRow-2", "summarise SparRow-2", "tell me about SparRow-2"):
        assert ask(text).topic == CONTRIBUTION


def test_another_language_is_noted_and_a_named_paper_told_of() -> None:
    query = ask("Wie liest SparRow-2 die Zeilen und warum?")
    assert "German" in query.notes[0]
    assert (query.named_papers, query.topic) == (("old",), CONTRIBUTION)


def test_courtesies_are_not_searched_but_stay_in_the_question() -> None:
    query = ask("Hi, could you tell me how rows are read? Thanks!")
    assert query.text == "Hi, could you tell me how rows are read? Thanks!"
    assert query.standalone == query.topic == "how rows are read?"


def test_a_paper_whose_title_is_no_name_is_called_as_its_abstract_calls_it() -> None:
    abstract = "We propose Selective Row Skipping (SeRoS), which skips rows. SeRoS is fast."
    names = PaperNames([Paper("skip", "Skipping Most Rows When Reading Pages", abstract)])
    turn = Turn("Which rows are skipped?", "Most [1].", ("skip",))
    query = understand(Question("was it tested with people?", history=(turn,)), names)
    assert (query.standalone, query.carried) == ("Was SeRoS tested with people?", ("skip",))


def test_papers_that_the_question_itself_names_are_not_carried_on() -> None:
    turn = Turn("What is OAT?", "Attention [1].", ("oat",))
    query = understand(Question("How fast is SparRow-2?", history=(turn,)), NAMES)
    assert (query.named_papers, query.carried) == (("sparrow",), ())


def test_talk_around_a_question_is_known_though_it_is_mistyped() -> None:
    known = Knowledge(PAPERS, lambda: ("is", "really", "know", "want", "to", "what", "sorry", "i"))
    query = known.understand(Question("sorry what i raelly want to know is which papers deal with caches"))
    assert (query.kind, query.topic) == ("list", "caches")
    assert query.notes == ()


def test_a_compared_name_that_stands_in_no_paper_is_told_and_only_that() -> None:
    known = Knowledge(
        [Paper("sparrow", "SparRow-2: Reading Rows Sparsely", "SparRow-2 reads half of the rows.")]
    )
    told = known.understand(Question("How do SparRow-2 and QuarkNet differ?"))
    assert (told.kind, told.named_papers) == ("compare", ("sparrow",))
    assert told.notes == ("No paper of the collection speaks of ‘QuarkNet’.",)
    both = Knowledge(
        [
            Paper("sparrow", "SparRow-2: Reading Rows Sparsely", "It reads half."),
            Paper("oat", "OAT: Object Attention", "It reads objects."),
        ]
    )
    assert both.understand(Question("How do SparRow-2 and OAT differ?")).notes == ()


def test_what_no_paper_has_a_word_of_is_told_but_not_of_the_record() -> None:
    english = tuple(f"word{number}" for number in range(8_000))
    known = Knowledge(PAPERS, lambda: english)
    note = "No title or abstract has the word ‘speculative’."
    assert known.understand(Question("What does speculative caching save?")).notes == (note,)
    assert note not in known.understand(Question("Who wrote the speculative paper?")).notes


def test_a_shouted_question_is_read_as_if_it_were_not() -> None:
    papers = [Paper("row", "RowCache: Reading Rows", "RowCache reads rows of a cache, and rows again.")]
    known = Knowledge(papers)
    shouted, calm = (
        known.understand(Question(t)) for t in ("HOW FAST IS ROWCACHE?", "How fast is RowCache?")
    )
    assert shouted.standalone.lower() == calm.standalone.lower()
    assert shouted.named_papers == calm.named_papers == ("row",)


def test_a_rare_word_of_a_lists_topic_that_the_collection_lacks_is_strange() -> None:
    english = tuple(f"word{n}" for n in range(10_100))
    known = Knowledge([Paper("row", "Reading Rows", "Rows are read.")], lambda: english)
    assert known.understand(Question("Which papers deal with federated rows?")).strange_names == (
        "federated",
    )
    assert known.understand(Question("Are rows federated here?")).strange_names == ()


WICKS = PaperNames(
    [
        Paper("wick", "SmallWick: KV Wick Compression by Heads"),
        Paper("flame", "Flame Folding: Its Own Way"),
    ]
)


def test_a_part_of_a_title_is_a_subject_where_several_works_are_asked_for() -> None:
    text = "Summarize the work on KV wick compression"
    assert WICKS.named_in(text) == ("wick",)
    asked = understand(Question(text), WICKS)
    assert (asked.kind, asked.named_papers, asked.topic) == ("overview", (), "KV wick compression")


def test_a_papers_own_name_names_it_where_its_work_is_asked_for() -> None:
    assert understand(Question("Summarize the work on Flame Folding"), WICKS).named_papers == ("flame",)


def test_a_mistyped_name_is_searched_as_its_paper_writes_it() -> None:
    papers = [Paper("cache", "RowCache: Compressing Caches by Rows", "Rows are read and compressed.")]
    query = Knowledge(papers, lambda: ("how", "fast", "row")).understand(Question("RowCahce speed"))
    assert (query.named_papers, query.standalone) == (("cache",), "RowCache speed")
    assert "‘RowCahce’ was read as ‘RowCache’." in query.notes


def test_a_name_that_was_typed_apart_is_no_typing_error() -> None:
    papers = [Paper("tic", "ROWticon: Telling Rows", "A motion of rows is a motion. " * 9)]
    query = Knowledge(papers, lambda: ("colours", "row")).understand(Question("row ticon colours"))
    assert (query.named_papers, query.standalone) == (("tic",), "ROWticon colours")


HURRIED = Knowledge(
    [
        Paper(
            "one", "SparRow-2: Reading Rows Sparsely", "machine translation and row pruning", published="2021"
        ),
        Paper("two", "Pruning Rows of Tables", "row pruning of tables in machine translation"),
    ]
)


def _hurried(text: str, *before: Turn) -> tuple[str, str]:
    query = HURRIED.understand(Question(text, history=before))
    return query.kind, query.topic


def test_a_bare_subject_and_a_heap_with_a_limit_ask_for_a_list() -> None:
    assert _hurried("row pruning") == ("list", "row pruning")
    assert _hurried("row pruning tables machine reading before 2022")[0] == "list"
    assert _hurried("row pruning tables machine translation")[0] == "list"
    assert _hurried("row pruning tables machine reading")[0] == "fact"


def test_a_heap_that_names_a_paper_or_a_figure_asks_for_a_fact() -> None:
    assert _hurried("sparrow-2 rows")[0] == "fact"
    assert _hurried("row pruning accuracy")[0] == "fact"


def test_a_bare_subject_after_another_question_is_left_to_go_on_from_it() -> None:
    assert _hurried("row pruning", Turn("What are tables?", "Tables have rows. [1]", ("two",)))[0] != "list"


def test_the_subject_of_a_list_is_spelled_out_and_that_of_a_fact_is_not() -> None:
    assert _hurried("papers on MT") == ("list", "machine translation")
    assert _hurried("What is MT good for?") == ("fact", "What is MT good for?")
