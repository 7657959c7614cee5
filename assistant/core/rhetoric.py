"""A sentence of an abstract and its title in, its part in the abstract out: own work, prior work, or neither.

The parts follow argumentative zoning (Teufel & Moens 2002), with surface cues only.
"""

from __future__ import annotations

import re
from typing import Literal

Part = Literal["own", "prior", "neither"]

_OWN = re.compile(
    r"\b(we|our|ours|us|here|in this|this (paper|work|study|article|survey|report|approach|method))\b", re.I
)
_PRIOR = re.compile(
    r"^(previous|prior|existing|earlier|past|current|traditional|conventional|recent(ly)?|most|many|several|some|"
    r"despite|although|while|however,? (these|existing|most|current|previous|prior|they|the|such)|"
    r"these (methods|approaches|works|models|techniques)|to date|in recent years)\b",
    re.I,
)
_TURNS = re.compile(r"(?:however|although|despite|while|recent|existing|previous|traditional|current)", re.I)
_ACHIEVES = re.compile(
    r"\b(outperform|achiev|improv|reduc|surpass|attain|yield|demonstrat|show|result|speed|faster|accuracy|"
    r"shrink|cut|gain|beat|exceed|rise|lower|save|up to|\d+(\.\d+)?\s?(%|x\b|times))",
    re.I,
)

_OPENING = r"(?:specifically|concretely|in particular|technically|at its core|instead|to this end),? "
_ITS_METHOD = (
    r"(?:our|the proposed|this|the resulting) (?:\w+[ -]){0,2}?"
    r"(?:method|approach|model|framework|algorithm|architecture|system|technique|mechanism|module|scheme)"
)
_TELLS_HOW_WELL = re.compile(
    r"(outperform|achiev|improv|reduc|surpass|attain|yield|demonstrat|show|result|shrink|cut|gain|beat|exceed"
    r"|lower|save|reach|obtain|deliver|match|perform|set|get|need|require|remain|generali[sz]e|scale|retain"
    r"|maintain|accelerat|speed|is|has|was|does|establish|excel|win|suffer|fail|cost|run)\w*$",
    re.I,
)

_COMMANDS = re.compile(
    r"^\W*(?:(?:please|now|important|attention|system|note|assistant|dear \w+)\W+)*(?:you must |you should )?"
    r"(?:ignore|disregard|forget|override|bypass)\b[^.;]{0,60}"
    r"\b(?:instructions?|prompts?|rules|guidelines|questions?"
    r"|(?:said|written|told|stated) (?:above|before))\b",
    re.I,
)

CONTRIBUTION = "what the paper proposes and what it finds"
"""What is asked of each paper when a comparison names papers and nothing else."""


def part(sentence: str, title: str) -> Part:
    """Whether a sentence tells what its paper does or finds, or what others did before."""
    if names_method(sentence, title) or _OWN.search(sentence):
        return "own"
    if _PRIOR.search(sentence):
        return "prior"
    return "own" if _ACHIEVES.search(sentence) else "neither"


def preference(sentence: str, title: str) -> float:
    """1 for own work, -1 for prior work, 0 for neither."""
    return {"own": 1.0, "prior": -1.0, "neither": 0.0}[part(sentence, title)]


def sets_the_scene(sentence: str, title: str) -> bool:
    """Whether a sentence tells of earlier work, or turns from what is known to what is not."""
    return part(sentence, title) == "prior" or bool(_TURNS.match(sentence))


def contribution(sentence: str, title: str) -> float:
    """How much a sentence tells of what its paper proposes or finds: own work, its method, figures."""
    figures = bool(re.search(r"\d", sentence) and _ACHIEVES.search(sentence))
    return 2 * preference(sentence, title) + names_method(sentence, title) + figures


def names_method(sentence: str, title: str) -> bool:
    """Whether a sentence names the method that stands before the colon of the title."""
    head = title.partition(":")[0]
    return len(head.split()) <= 4 and head.lower() in sentence.lower()


def tells_what_it_does(sentence: str, title: str) -> bool:
    """Whether the paper's method is the subject of a verb that tells how it works, not how well."""
    head = re.escape(title.partition(":")[0])
    acts = re.match(
        rf"(?:{_OPENING})?(?:{head}|{_ITS_METHOD}),? (?:first |then |\w+ly )?(?P<verb>\w+s)\b", sentence, re.I
    )
    return bool(acts and not _TELLS_HOW_WELL.match(acts["verb"]))


def commands_its_reader(sentence: str) -> bool:
    """Whether a sentence orders a language model about instead of telling of the work.

    Perez & Ribeiro (2022) call it prompt injection; a paper that writes of it does not open a sentence so.
    """
    return bool(_COMMANDS.match(sentence))
