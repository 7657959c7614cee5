from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.followups import resolve
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Paper, Turn
from tests.core.understanding.conversations import LIST, LONG, NAMES, NONE, ONE, TOPIC, TWO

Turns = tuple[Turn, ...]


def standalone(text: str, turns: Turns) -> str:
    return resolve(text, turns, NAMES).text


# ------------------------------------------------------------------ what stands alone stays as it is


@pytest.mark.parametrize(
    "text",
    [
        "How does OAT look at objects?",
        "Which papers release their code?",
        "Which papers use reinforcement learning?",
        "Which models improve when they are pruned?",
        "Is it possible to prune heads without training?",
        "Is it true that pruning helps?",
        "How do models that use state spaces scale?",
        "How does pruning change attention and its memory?",
        "What is distillation and how does it work?",
        "Keys can be dropped. Does it hurt?",
        "What was the first paper to use attention?",
        "Which is the first paper on pruning?",
        "Does quantization hurt both speed and accuracy?",
        "What was found on this topic in 2024?",
        "How do the results of the first layer change?",
        "These days, what works best?",
        "When the cache is full, how do models drop keys?",
        "sparse attention",
        "thanks!",
        "Summarise Zoology",
        "How do the two best methods of pruning compare?",
    ],
)
@pytest.mark.parametrize("turns", [ONE, TOPIC, LIST, TWO, NONE], ids=["one", "topic", "list", "two", "none"])
def test_a_question_of_its_own_is_left_exactly_as_it_is(text: str, turns: Turns) -> None:
    resolved = resolve(text, turns, NAMES)
    assert (resolved.text, resolved.papers, resolved.among, resolved.notes) == (text, (), (), ())


@pytest.mark.parametrize("text", ["and on long inputs?", "What is its cost?", "the second one?", ""])
def test_without_turns_before_it_every_question_stays(text: str) -> None:
    assert resolve(text, (), NAMES).text == text


def test_thanks_is_no_turn_to_refer_to() -> None:
    turns = (*ONE, Turn("thanks!", "You are welcome."))
    assert standalone("What is its cost?", turns) == "What is SparRow-2’s cost?"


# ------------------------------------------------------------------ pronouns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does it need training?", "Does SparRow-2 need training?"),
        ("What are its limitations?", "What are SparRow-2’s limitations?"),
        ("What datasets do they use?", "What datasets does SparRow-2 use?"),
        ("When was it published?", "When was SparRow-2 published?"),
        ("Who are the authors?", "Who are the authors of SparRow-2?"),
        ("What data do the authors use?", "What data does SparRow-2 use?"),
        ("does that method need training?", "Does SparRow-2 need training?"),
        ("What does the paper say about long inputs?", "What does SparRow-2 say about long inputs?"),
        ("How does it compare to OAT?", "How does SparRow-2 compare to OAT?"),
        ("How does OAT differ from it?", "How does OAT differ from SparRow-2?"),
        ("Does a small model beat a big one there?", "Does a small model beat a big one in SparRow-2?"),
        ("how many people took part in its study?", "How many people took part in SparRow-2’s study?"),
        ("is that better than OAT?", "Is SparRow-2 better than OAT?"),
        (
            "What is the motivation behind their approach?",
            "What is the motivation behind SparRow-2’s approach?",
        ),
    ],
)
def test_a_pronoun_becomes_the_paper_asked_for(text: str, expected: str) -> None:
    resolved = resolve(text, ONE, NAMES)
    assert (resolved.text, resolved.papers) == (expected, ("spar",))


def test_it_is_the_paper_that_the_answer_cites_first_and_the_doubt_is_told() -> None:
    resolved = resolve("Does it hurt accuracy?", TOPIC, NAMES)
    assert (resolved.text, resolved.papers) == ("Does RazorCache hurt accuracy?", ("raz",))
    assert resolved.notes == ("‘it’ was read as RazorCache; it may mean another paper.",)


def test_a_standalone_form_carries_its_paper_on_to_the_next_turn() -> None:
    second = Turn("Does it need training?", "No [1].", ("oat",), "Does RazorCache need training?")
    assert standalone("And what is its cost?", (*TOPIC, second)) == "What is RazorCache’s cost?"


def test_a_topic_stands_in_for_a_paper_when_there_is_none() -> None:
    assert standalone("Does it hurt?", (Turn("How does cache pruning work?"),)) == "Does cache pruning hurt?"
    assert standalone("Why does its heat matter?", NONE) == "Why does water boil’s heat matter?"


# ------------------------------------------------------------------ places and numbers


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("what is the second one about?", ("oat",)),
        ("how accurate is the second paper on long inputs?", ("oat",)),
        ("and the last one?", ("long",)),
        ("What does paper 3 propose?", ("long",)),
        ("What about [2]?", ("oat",)),
        ("What do [1] and [3] propose?", ("spar", "long")),
        ("source 1: does it need training?", ("spar",)),
        ("the first two: how do they differ?", ("spar", "oat")),
        ("how do the first and third differ?", ("spar", "long")),
        ("compare the first with the last", ("spar", "long")),
        ("is the second better than the first?", ("oat", "spar")),
        ("which of them is fastest?", ("spar", "oat", "long")),
        ("which one is faster?", ("spar", "oat", "long")),
        ("which uses less memory?", ("spar", "oat", "long")),
        ("are these methods training-free?", ("spar", "oat", "long")),
        ("do any of them release code?", ("spar", "oat", "long")),
        ("compare them", ("spar", "oat", "long")),
    ],
)
def test_places_and_labels_count_the_papers_of_the_list(text: str, papers: tuple[str, ...]) -> None:
    resolved = resolve(text, LIST, NAMES)
    assert resolved.papers == papers
    assert set(papers) <= set(NAMES.named_in(resolved.text))


def test_counting_goes_on_after_a_question_about_one_of_the_list() -> None:
    second = Turn("the second one?", "Objects [1].", ("oat",), "What is OAT about?")
    for text, expected in (
        ("and the third one?", f"What is {LONG} about?"),
        ("and the first one?", "What is SparRow-2 about?"),
        ("what about the others?", f"What is SparRow-2 and {LONG} about?"),
    ):
        assert standalone(text, (*LIST, second)) == expected


def test_a_number_that_no_answer_has_is_told_and_all_papers_are_looked_at() -> None:
    resolved = resolve("What does paper 9 say?", LIST, NAMES)
    assert (resolved.text, resolved.papers) == ("What does paper 9 say?", ("spar", "oat", "long"))
    assert resolved.notes == ("‘paper 9’ fits no paper of the answers before.",)


def test_labels_that_an_answer_does_not_cite_stand_for_nothing() -> None:
    turn = Turn("What is new?", "This [3].", ("", "", "zoo"))
    assert resolve("What does [3] say?", (turn,), NAMES).papers == ("zoo",)
    assert resolve("What does [2] say?", (turn,), NAMES).notes


def test_of_two_papers_there_are_a_former_a_latter_both_and_the_other_one() -> None:
    assert resolve("does the former need training?", TWO, NAMES).papers == ("spar",)
    assert resolve("does the latter need training?", TWO, NAMES).papers == ("oat",)
    assert standalone("do both need training?", TWO) == "Do SparRow-2 and OAT need training?"
    latter = Turn("what about the latter?", "Objects [1].", ("oat",), "What is OAT about?")
    assert standalone("and the other one?", (*TWO, latter)) == "What is SparRow-2 about?"


def test_after_a_comparison_the_other_one_is_the_one_named_second_and_the_doubt_is_told() -> None:
    resolved = resolve("what accuracy does the other one reach?", TWO, NAMES)
    assert (resolved.text, resolved.papers) == ("What accuracy does OAT reach?", ("oat",))
    assert resolved.notes == ("‘the other one’ was read as OAT; it may mean another paper.",)


def test_the_other_one_is_the_one_that_an_answer_did_not_choose() -> None:
    chosen = Turn("Which of SparRow-2 and OAT is faster?", "OAT is [2].", ("", "oat"))
    assert resolve("what does the other one use?", (chosen,), NAMES).papers == ("spar",)


@pytest.mark.parametrize(
    ("before", "shown", "text", "papers"),
    [
        ("FlipNet or OAT: which is training-free?", ("oat",), "what speed-up for the second?", ("oat",)),
        ("OAT or FlipNet: which is training-free?", ("oat",), "what speed-up for the first?", ("oat",)),
        ("OAT vs FlipNet?", ("zoo", "oat"), "and the latter, is it fast?", ("zoo",)),
    ],
)
def test_a_name_that_no_title_has_keeps_its_place_beside_the_other(
    before: str, shown: tuple[str, ...], text: str, papers: tuple[str, ...]
) -> None:
    assert resolve(text, (Turn(before, "So [1].", shown),), NAMES).papers == papers


def test_the_two_are_two_papers_or_two_things_of_one() -> None:
    assert resolve("how do the two differ?", TWO, NAMES).papers == ("spar", "oat")
    turn = Turn("How does OAT tie object slots to pixels?", "By looks [1].", ("oat",))
    assert standalone("How often do the two coincide?", (turn,)) == (
        "How often do the two coincide (tie object slots, OAT)?"
    )


def test_a_topic_asked_about_and_one_asked_on_replace_each_other() -> None:
    turn = Turn("What does OAT do about slow storage?", "Much [1].", ("oat",))
    assert standalone("and on memory?", (turn,)) == "What does OAT do on memory?"


@pytest.mark.parametrize(
    "text", ["Which other paper does that?", "and who else?", "Any others?", "do other papers do the same?"]
)
@pytest.mark.parametrize(
    ("before", "topic"),
    [
        (Turn("What does OAT do about slow storage?", "Much [1].", ("oat",)), "slow storage"),
        (Turn("Which papers deal with attention?", "- A [1]", ("oat",)), "attention"),
    ],
)
def test_a_question_of_others_lists_the_topic_without_the_papers_before(
    text: str, before: Turn, topic: str
) -> None:
    resolved = resolve(text, (before,), NAMES)
    assert resolved.text == f"Which other papers deal with {topic}?"
    assert (resolved.papers, resolved.besides) == ((), ("oat",))


def test_a_question_of_others_with_a_subject_of_its_own_stands_alone() -> None:
    text = "Which other papers deal with pruning?"
    assert resolve(text, ONE, NAMES).text == text


def test_both_are_the_papers_of_two_questions_in_a_row() -> None:
    turns = (*ONE, Turn("and OAT?", "Fast [1].", ("oat",), "How much faster is OAT than full attention?"))
    assert resolve("do both need training?", turns, NAMES).papers == ("spar", "oat")


def test_of_nearest_papers_after_an_abstention_places_can_be_named() -> None:
    assert resolve("What is the first one about?", NONE, NAMES).papers == ("raz",)
    assert resolve("What do those papers deal with?", NONE, NAMES).papers == ("raz", "oat")


def test_more_papers_than_fit_into_a_question_restrict_the_search() -> None:
    papers = [Paper(f"p{n}", f"Net{n}A: one of many") for n in range(9)]
    turn = Turn("Which papers deal with nets?", "", tuple(paper.id for paper in papers))
    resolved = resolve("which of them use attention?", (turn,), PaperNames(papers))
    assert (resolved.text, resolved.papers) == ("Which of these papers use attention?", ())
    assert resolved.among == turn.papers


# ------------------------------------------------------------------ what is left out


@pytest.mark.parametrize(
    ("text", "turns", "expected"),
    [
        ("and on long inputs?", ONE, "How much faster is SparRow-2 than full attention on long inputs?"),
        ("and RazorCache?", ONE, "How much faster is RazorCache than full attention?"),
        ("what about OAT?", ONE, "How much faster is OAT than full attention?"),
        ("RazorCache?", ONE, "How much faster is RazorCache than full attention?"),
        ("no, I meant RazorCache", ONE, "How much faster is RazorCache than full attention?"),
        ("what about memory?", ONE, "What does SparRow-2 say about memory?"),
        ("why?", ONE, "How much faster is SparRow-2 than full attention, and why?"),
        ("why is that?", ONE, "How much faster is SparRow-2 than full attention, and why?"),
        ("how much faster?", ONE, "How much faster is SparRow-2?"),
        ("and how many authors?", ONE, "How many authors does SparRow-2 have?"),
        ("how large were the models?", ONE, "How large were the models in SparRow-2?"),
        ("on which benchmarks?", ONE, "On which benchmarks in SparRow-2?"),
        ("tell me more", ONE, "How much faster is SparRow-2 than full attention, in more detail?"),
        ("What are the main results?", ONE, "What are the main results in SparRow-2?"),
        ("What are the results?", LIST, f"What are the results in SparRow-2, OAT and {LONG}?"),
        ("Is the code available?", ONE, "Is the code available in SparRow-2?"),
        ("What is this speedup due to?", ONE, "What is this speedup due to (SparRow-2)?"),
        ("Are those layers pruned?", ONE, "Are those layers pruned (SparRow-2)?"),
        ("How does OAT compare?", ONE, "How does OAT compare to SparRow-2?"),
        ("compared to OAT?", ONE, "How much faster is SparRow-2 than full attention compared to OAT?"),
        ("and RazorCache?", TOPIC, "How much memory does cache pruning save in RazorCache?"),
        ("the second one?", LIST, "What is OAT about?"),
        ("and quantization?", LIST, "Which papers deal with quantization?"),
        ("and in 2024?", LIST, "Which papers deal with attention in 2024?"),
        ("since 2022?", LIST, "Which papers deal with attention since 2022?"),
        ("and RazorCache?", TWO, "Compare SparRow-2, OAT and RazorCache"),
        ("on long inputs?", TWO, "Compare SparRow-2 and OAT on long inputs?"),
        ("what about memory?", TWO, "What do SparRow-2 and OAT say about memory?"),
        ("what about the latter?", TWO, "What is OAT about?"),
        ("and of ice?", (Turn("What is the melting point of iron?"),), "What is the melting point of ice?"),
    ],
)
def test_a_fragment_is_completed_by_the_question_before(text: str, turns: Turns, expected: str) -> None:
    assert standalone(text, turns) == expected


def test_a_year_takes_the_place_of_the_year_before() -> None:
    turns = (Turn("Which papers since 2022 deal with attention?"),)
    assert standalone("and in 2024?", turns) == "Which papers deal with attention in 2024?"


def test_a_comparison_written_with_its_names_apart_keeps_its_words() -> None:
    turns = (Turn("How does SparRow-2 differ from OAT in cost?"),)
    assert (
        standalone("and RazorCache?", turns) == "How does SparRow-2 differ from OAT and RazorCache in cost?"
    )


# ------------------------------------------------------------------ whatever is typed

PIECES = """it its they them that this the first second last one ones of which both other rest paper 2 [1] [9]
and or what about how why ? , . OAT SparRow-2 in 2024 on is does these former no I meant “ ” é"""
TYPED = st.lists(st.sampled_from(PIECES.split())).map(" ".join)


@given(TYPED, st.sampled_from([(), ONE, TOPIC, LIST, TWO, NONE, (*LIST, *ONE), (*NONE, *TWO)]))
def test_whatever_is_typed_gives_a_text_and_papers_of_the_turns(text: str, turns: Turns) -> None:
    resolved = resolve(text, turns, NAMES)
    known = {paper for turn in turns for paper in (*turn.papers, *NAMES.named_in(turn.question))}
    assert {*resolved.papers, *resolved.among} <= known
    assert resolve(text, turns, NAMES) == resolved
    assert bool(resolved.text) == bool(text)


@given(st.text(max_size=60))
def test_any_text_is_answered_by_a_text(text: str) -> None:
    assert isinstance(resolve(text, LIST, NAMES).text, str)


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("models with more than 30B parameters", "and under 100B?", "models with under 100B parameters?"),
        ("Which papers test over 20 lamps?", "what about at least 5 lamps?", "papers test at least 5 lamps?"),
        ("List papers on 20 lamps or more", "fewer than 5", "List papers on fewer than 5?"),
    ],
)
def test_another_bound_takes_the_place_of_the_one_before(before: str, text: str, expected: str) -> None:
    assert standalone(text, (Turn(before, "Some."),)).endswith(expected)


def test_a_bound_on_something_else_is_no_other_bound_on_the_same() -> None:
    turns = (Turn("models with more than 30B parameters", "Some."),)
    own = "Which papers train on under 9 GPUs?"
    assert standalone(own, turns) == own
