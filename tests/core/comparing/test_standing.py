from __future__ import annotations

import pytest

from assistant.core.comparing.standing import STANDING, Standing, standing_named


def aspect(name: str) -> Standing:
    [found] = [standing for standing in STANDING if standing.name == name]
    return found


def states(name: str, sentence: str) -> bool:
    standing = aspect(name)
    return standing.weigh(sentence) >= standing.least


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("approach", "In this paper, we introduce a lamp that follows the reader."),
        ("approach", "We retrospectively reviewed the charts of two clinics."),
        ("result", "Our lamp outperforms candles by 12 % on three tasks."),
        ("result", "Survival was significantly higher in the first group."),
        ("cost", "It reduces inference latency by 40 % and needs linear time."),
        ("evaluated on", "Extensive experiments on the LampBench and GLOW benchmarks confirm this."),
        ("evaluated on", "We enrolled 212 adult patients."),
        ("limits", "However, our lamp does not work under water."),
        ("limits", "Further research is needed to tell why."),
        ("code and data", "Code and models are publicly available."),
    ],
)
def test_what_states_an_aspect(name: str, sentence: str) -> None:
    assert states(name, sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("limits", "We address the limitations of existing lamps."),
        ("limits", "To support further research, we release the lamp."),
        ("limits", "We further study the colour of the lamp."),
        ("cost", "We use a memory network."),
        ("evaluated on", "We propose a lamp for reading on the train."),
        ("result", "We aim to build a lamp."),
        ("code and data", "The data show a rise in temperature."),
        ("approach", "The rise in temperature was 12 %."),
    ],
)
def test_what_does_not(name: str, sentence: str) -> None:
    assert not states(name, sentence)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("limitations", "limits"),
        ("data sets", "evaluated on"),
        ("methods", "approach"),
        ("findings", "result"),
    ],
)
def test_people_ask_for_standing_aspects_by_other_names(words: str, name: str) -> None:
    assert standing_named(words) is aspect(name)


@pytest.mark.parametrize("words", ["memory", "side effects", "sample size", "accuracy", "hardware"])
def test_a_narrower_aspect_is_no_standing_one(words: str) -> None:
    assert standing_named(words) is None
