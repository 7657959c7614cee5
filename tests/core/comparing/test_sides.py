from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.comparing.sides import sides_of
from assistant.domain import Span


def texts(question: str) -> tuple[str, ...]:
    sides = sides_of(question)
    return sides.texts if sides else ()


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Compare the papers on tea, on gas lamps and on roofs: which is older?",
            ("tea", "gas lamps", "roofs"),
        ),
        (
            "How do the brass lamp paper and the wax candle paper disagree?",
            ("brass lamp", "wax candle"),
        ),
        (
            "By how much do oil lamps on the one hand, and candles of wax on the other, warm a room?",
            ("oil lamps", "candles of wax"),
        ),
        (
            "Compare the paper that sorts with robots and the one that asks people.",
            ("sorts with robots", "asks people"),
        ),
        (
            "Compare lamps made of tin (LoT) with the candles used at sea.",
            ("lamps made of tin (LoT)", "candles used at sea"),
        ),
        ("LampNet2 or GlowFish: which is brighter?", ("LampNet2", "GlowFish")),
        ("Which is brighter, LampNet2 or GlowFish?", ("LampNet2", "GlowFish")),
        ("What do the study of 72 lamps and GlowFish each propose?", ("72 lamps", "GlowFish")),
        ("What do these papers burn instead of oil: BeeLight, GlowFish?", ("BeeLight", "GlowFish")),
        (
            "how does the lamp survey differ from the candle census in what it counts?",
            ("lamp survey", "candle census"),
        ),
        ("Is BeeLight or GlowFish the brighter one?", ("BeeLight", "GlowFish")),
        ("Does the tin lamp paper or the wax study report more light?", ("tin lamp", "wax")),
        ("Put the tin lamp next to the wax candle: what does each burn?", ("tin lamp", "wax candle")),
        (
            "There are two papers about lamps, one of tin and one of glass. How do they differ?",
            ("lamps tin", "lamps glass"),
        ),
        ("What separates BeeLight from GlowFish?", ("BeeLight", "GlowFish")),
        (
            "the one about trimmed wicks compared with the one on melting wax",
            ("trimmed wicks", "melting wax"),
        ),
        (
            "Two papers on lamps, the trimmed wicks one and the melting wax one: how bright are they?",
            ("lamps trimmed wicks", "lamps melting wax"),
        ),
        (
            "how do the papers on trimmed wicks and on melting wax explain smoke?",
            ("trimmed wicks", "melting wax"),
        ),
        (
            "the method that trims wicks versus the one that melts them: what does each cost?",
            ("trims wicks", "melts them"),
        ),
        ("On one hand there is the tin lamp, on the other the wax candle.", ("tin lamp", "wax candle")),
        ("Compare the lamp studies on tin and on glass.", ("lamp studies on tin", "lamp studies on glass")),
        (
            "Compare old checks of lamps with those of candles.",
            ("old checks of lamps", "old checks of candles"),
        ),
        (
            "Compare two ways of lighting a room: burning oil versus melting wax.",
            ("lighting a room burning oil", "lighting a room melting wax"),
        ),
        ("compare the lamp papers: tin shades vs open fires", ("lamp tin shades", "lamp open fires")),
        ("open fires vs tin shades at which height?", ("open fires", "tin shades")),
        ("BeeLight and GlowFish which is brighter", ("BeeLight", "GlowFish")),
        ("Which of BeeLight and GlowFish saves more oil, and how much each?", ("BeeLight", "GlowFish")),
        ("tell me how tin lamps and wax candles differ", ("tin lamps", "wax candles")),
        ("Tin lamps and wax candles: what do the two papers find?", ("Tin lamps", "wax candles")),
        ("Between the tin lamp and the candle, which one is brighter?", ("tin lamp", "candle")),
        (
            "Differences between lamps with tin shades and the candles of bees?",
            ("lamps with tin shades", "candles of bees"),
        ),
        ("Which is better for reading, tin lamps or candles?", ("tin lamps", "candles")),
        ("Is the tin lamp paper brighter than BeeLight?", ()),
        (
            "Compare the paper on tin lamps, the one on wax and the one that asks bees.",
            ("tin lamps", "wax", "asks bees"),
        ),
        (
            "How do the lamp papers differ: the one with tin, the one that melts wax and the one on bees?",
            ("tin", "melts wax", "bees"),
        ),
        ("What do the papers on tin, wax and bees report?", ("tin", "wax", "bees")),
        ("Which of the tin lamp, the wax candle and the bee needs oil?", ("tin lamp", "wax candle", "bee")),
        ("What is the difference between linear and softmax sorting?", ("linear sorting", "softmax sorting")),
        ("Compare gas lamps and wax candles in training cost.", ("gas lamps", "wax candles")),
        ("gas lamps vs wax candles on memory use and speed", ("gas lamps", "wax candles")),
        ("On how many shelves are BeeLight and GlowFish tested?", ("BeeLight", "GlowFish")),
        ("How do BeeLight and the gas lamp approach handle smoke?", ("BeeLight", "gas lamp approach")),
        (
            "What oil does the paper on tin lamps burn, and what does the study that asks bees recommend?",
            ("tin lamps", "asks bees"),
        ),
        (
            "How bright are the lamps of the paper on tin, and of the one that asks bees?",
            ("tin", "asks bees"),
        ),
        (
            "How do the old church candle maker and the bright gas lamp network cope with rain?",
            ("old church candle maker", "bright gas lamp network"),
        ),
        ("What light is reported for BeeLight and for GlowFish?", ("BeeLight", "GlowFish")),
        ("How bright are the gas lamp and GlowFish?", ("gas lamp", "GlowFish")),
        (
            "What oil do the church candle makers and the gas lamp networks each burn?",
            ("church candle makers", "gas lamp networks"),
        ),
        (
            "What is the idea of each lamp: GlowFish, the tin one with a shade, and the wax one?",
            ("GlowFish", "tin one with a shade", "wax"),
        ),
        (
            "there was one paper for tin lamps and another one with wax for churches, did either burn oil",
            ("tin lamps", "wax for churches"),
        ),
        (
            "What do the smoke analysis of BeeLight and the paper about wax say of rain?",
            ("smoke analysis of BeeLight", "wax"),
        ),
        (
            "How large a share of lamps matters for dark rooms, and how large for wet streets?",
            ("dark rooms", "wet streets"),
        ),
        (
            "there was a lamp with a tin shade, how's that different from GlowFish?",
            ("lamp with a tin shade", "GlowFish"),
        ),
        ("gas lamp smoke paper & wax candle paper - what do they burn", ("gas lamp smoke", "wax candle")),
        (
            "How do the paper on tin lamps and the one that sees wax as oil explain loss of light in rain?",
            ("tin lamps", "sees wax as oil"),
        ),
        (
            "What oils are used to light cold Danish churches and to warm wet English houses?",
            ("light cold Danish churches", "warm wet English houses"),
        ),
        (
            "shapes of wicks, price by year, and the church candles one, what does each go by",
            ("shapes of wicks", "price by year", "church candles"),
        ),
        (
            "what rain does to lamps, one on tin and one on what happens to the wick, which layers burn",
            ("what rain does to lamps tin", "what rain does to lamps what happens to the wick"),
        ),
        (
            "Compare how tin churches, the sale of bright lamps and the price of oil and wax deal with war",
            ("tin churches", "sale of bright lamps", "price of oil and wax"),
        ),
        (
            "Compare how gas lamp makers and makers of wax candles pick their shops",
            ("gas lamp makers", "makers of wax candles"),
        ),
        (
            "Compare gas lamps in houses and candles in churches",
            ("gas lamps in houses", "candles in churches"),
        ),
    ],
)
def test_each_side_of_a_comparison_is_told_apart(question: str, sides: tuple[str, ...]) -> None:
    assert texts(question) == sides


@pytest.mark.parametrize(
    "question",
    [
        "Compare the approaches to sorting and shelving",
        "Does the robot use red and blue shelves?",
        "How do the authors and others compare?",
        "Compare LampNet2 with other lamps",
        "What is the colour of the shelves?",
        "How do the image encoder and the text decoder use light?",
        "What are the wick and the shade made of?",
        "How is the oil pressed and how is it burnt?",
        "What oils are used to light and to warm houses?",
        "wick / shade how do they burn",
        "only a few of the lamps are lit, one is tin, what does each need",
    ],
)
def test_a_topic_or_a_fact_has_no_sides(question: str) -> None:
    assert texts(question) == ()


def test_a_side_with_the_name_of_a_paper_is_only_counted() -> None:
    question = "Compare Slow Sort for books, GlowFish and Tea"
    sides = sides_of(question, [Span(8, 17), Span(42, 45)])
    assert sides is not None
    assert (sides.texts, sides.named) == (("GlowFish",), 2)


def test_what_is_asked_of_each_is_what_stands_around_the_sides() -> None:
    sides = sides_of("compare oil savings of LampNet, BeeLight and GlowFish")
    assert sides is not None
    assert sides.rest == "compare oil savings of"


def test_words_behind_a_name_are_asked_and_are_no_part_of_it() -> None:
    sides = sides_of("BeeLight vs GlowFish for reading in bed")
    assert sides is not None
    assert (sides.texts, sides.rest) == (("BeeLight", "GlowFish"), "for reading in bed")


def test_what_a_named_paper_does_is_asked_of_the_one_it_is_compared_with() -> None:
    sides = sides_of("How does BeeLight keep wet churches warm, compared with the lamps used at sea?")
    assert sides is not None
    assert (sides.texts, sides.rest) == (
        ("BeeLight", "lamps used at sea"),
        "How does keep wet churches warm ?",
    )


@pytest.mark.parametrize(
    ("question", "surely"),
    [
        ("LampNet2 and GlowFish: which oil and against which rival?", True),
        ("What do the paper on tea and the study of lamps each find?", True),
        ("The robot works on ImageNet and BookSet: how well?", False),
        ("How does oil relate to Bayesian light?", False),
        ("Loss of LUX and wax of BeeNet2 when each lamp has its own shade?", False),
        ("How bright is the other one, the one with tin?", False),
    ],
)
def test_only_names_and_papers_surely_compare(question: str, surely: bool) -> None:
    sides = sides_of(question)
    assert (sides is not None and sides.surely) is surely


def test_an_ampersand_in_a_name_joins_no_sides() -> None:
    question = "Compare Tea & Tin & gas lamps"
    sides = sides_of(question, [Span(8, 17)])
    assert sides is not None
    assert (sides.texts, sides.named) == (("gas lamps",), 1)


def test_what_two_told_papers_have_in_common_belongs_to_each() -> None:
    question = "lamps in rain, there was one on tin and another with wax, which oil do the two burn?"
    sides = sides_of(question)
    assert sides is not None
    assert sides.texts == ("lamps in rain tin", "lamps in rain wax")
    assert sides.rest == "lamps in rain: which oil do the two burn?"


@given(st.text(max_size=120))
def test_sides_are_words_of_the_question_and_never_empty(text: str) -> None:
    sides = sides_of(text)
    assert sides is None or all(side.strip() and side.split()[0] in text for side in sides.texts)
