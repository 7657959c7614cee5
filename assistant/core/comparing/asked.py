"""An aspect in the asker's words and sentences in, those that state it with their logits out.

The reranker reads the aspect's bare words with the bare sentence: on hand-labelled abstracts that separates
stated from absent aspects better than a question or a title around them (`python -m eval.bench.comparing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.core.comparing.frames import MEASURE
from assistant.core.picking.without import dispensed_with
from assistant.core.poles import UNTRAINED
from assistant.core.ports import Reranker
from assistant.core.understanding.vocabulary import stems

_GROUPS = tuple(
    re.compile(rf"\b({words})\w*", re.I)
    for words in (
        r"memory(?! network| modul| bank)|footprint|cache|storage|RAM\b|VRAM|GB\b|gigabytes?",
        r"speed|faster|fast\b|slower|latenc|throughput|run-?times?\b|running time|accelerat|wall-?clock"
        r"|real-time|ms\b"
        r"|tokens per second|quick",
        r"accura|precision|recall\b|F1|AUC|error rate|perplexity|BLEU|mIoU",
        r"energy|power consumption|low power|watts?\b|battery|carbon|joule",
        r"data ?sets?|benchmarks?|corpus|corpora|treebank|test set",
        r"fine-?tun|training-free|tuning-free|re-?train|without (any |additional |further )?(training"
        r"|tuning)",
        r"training(?! data)|trained|train\b|pre-?train",
        r"complexit|linear[- ]time|quadratic|sub-?quadratic|polynomial|near-linear",
        r"patients|participants|subjects|population|cohort|women|children",
        r"robust|noise|noisy|adversarial|perturb|attack",
        r"scal(e|es|ing|able|ability)\b|larger|billion|length",
        r"quanti[sz]|8-bit|4-bit|low-bit|int8|fp8|bit width",
        r"hardware|GPUs?\b|TPU|CPUs?\b|FPGA|processors?|edge device|accelerator",
        r"languages?\b|multilingual|cross-lingual",
        r"interpretab|explain|explanation|transparen|attribution",
        r"side effects?|adverse|toxicit|complication|safety|harm",
        r"mortality|death|survival|fatal|died",
        r"parameters?\b|model size|billion|million|[\d.]+[BM]\b",
        r"cost|expens|cheap|afford|price|resources",
        r"privacy|private|federated|confidential",
        r"generali[sz]|transfer|unseen|out-of-d|cross-domain|zero-shot",
        r"hallucinat|factual|faithful",
    )
)
"""Words that speak of the same thing; an aspect that is one of them is looked for by all of its group."""

_GENERIC = re.compile(
    r"\b(use|usage|used|consumption|sav(?:ed|ings?)|reductions?|requirements?|efficiency|performance|overall|peak|total|inference"
    r"|number of|level of"
    r"|degree of|the|of|needs?|behaviou?r)\b",
    re.I,
)
"""Words beside which an aspect's other word stays the same thing: 'memory usage', 'energy consumption'."""

_TRAINING_COST = re.compile(
    r"\W*(?:(?:additional|extra) )?(?:re-?)?(?:training|(?:fine-?)?tuning) "
    r"(?:costs?|efforts?|expenses?|budgets?|overheads?|time|requirements?|needs?)\W*",
    re.I,
)
"""None of it is an answer, too."""

_FRAME = re.compile(
    r"\b(how|what|which|why|when|where|whether|does|do|did|each|they|them|their|this|that|these|those"
    r"|with|from|into"
    r"|many|much|need(s|ed)?|used?|uses|have|has|paper|papers|method|methods|claims?|reports?|both|tried)\b",
    re.I,
)
"""Words of a question that say nothing of what it asks for."""

_OWN_WORD = 3.0
"""What the asker's own word is worth against another for the same thing, in logits."""
_MEASURED = 3.0
"""What a figure is worth, in logits, where the aspect is measured ('memory savings')."""
_MEASURE = re.compile(rf"\W*{MEASURE}\W*", re.I)
_FIGURE = re.compile(
    r"\d ?(?:%|x\b|×|times\b|ms\b|[GM]B\b|-fold)|\b(?:twice|halve[sd]?|double[sd]?|percent)\b", re.I
)


@dataclass(frozen=True, slots=True)
class AskedOptions:
    """Limits of cells of aspects in the asker's words; the settings section 'comparison' explains each."""

    worded: float = -5.0
    """Least reranker logit of a sentence that holds all words of the aspect, or others for the same thing."""
    partly: float = -3.0
    """The same for a sentence that holds some of its words."""
    unworded: float = -1.5
    """The same for a sentence that holds none."""
    read: int = 4
    """Most sentences of a paper that the reranker reads for one aspect."""


def worded(aspect: str, sentence: str) -> float:
    """Share of the aspect's words that the sentence holds; 1 with a word of the same group in their place."""
    return 1.0 if _same_thing(aspect, sentence) else _share(aspect, sentence)


def weigh_asked(
    aspect: str, sentences: Mapping[int, str], reranker: Reranker, options: AskedOptions
) -> dict[int, float]:
    """The logit of each sentence that states the aspect; the others are left out.

    More for one with the aspect's own words, and for one with a figure where a measure is asked for.

    `sentences` by number, those of one paper that may fill a cell, in the order of the abstract. Where a
    sentence has its own word for the aspect ('latency' for 'speed'), the reranker is asked for that word: it
    knows how much a sentence is about a word, hardly that two words mean the same.
    """
    words = {number: worded(aspect, text) for number, text in sentences.items()}
    read = sorted(words, key=lambda number: (-words[number], number))[: options.read]
    asked: dict[str, list[int]] = {}
    for number in read:
        asked.setdefault(_wording(aspect, sentences[number]), []).append(number)
    found: dict[int, float] = {}
    for wording, numbers in asked.items():
        logits = reranker.score(wording, [sentences[number] for number in numbers])
        found |= dict(zip(numbers, logits, strict=True))
    return {
        number: logit + _favoured(aspect, sentences[number])
        for number, logit in sorted(found.items())
        if logit >= _least(words[number], options) or _does_without(aspect, sentences[number])
    }


def _favoured(aspect: str, sentence: str) -> float:
    """What speaks for a sentence among those that state the aspect, in logits."""
    own = _OWN_WORD if _share(aspect, sentence) > 0 else 0.0
    return own + (_MEASURED if _MEASURE.fullmatch(aspect) and _FIGURE.search(sentence) else 0.0)


def _wording(aspect: str, sentence: str) -> str:
    """The aspect as the sentence words it."""
    return aspect if _share(aspect, sentence) > 0 else _same_thing(aspect, sentence) or aspect


def _share(aspect: str, sentence: str) -> float:
    asked, stated = stems(_FRAME.sub(" ", aspect)), stems(sentence)
    return len(asked & stated) / len(asked) if asked else float(aspect.lower() in sentence.lower())


def _same_thing(aspect: str, sentence: str) -> str:
    """What speaks of the same thing as the aspect: the sentence's first such word; empty if there is none.

    Where a sentence says that there is none of the thing, it is the thing itself.
    """
    if _does_without(aspect, sentence):
        return "training" if _TRAINING_COST.fullmatch(aspect) else aspect
    thing = _GENERIC.sub(" ", _FRAME.sub(" ", aspect)).strip(" ?-")
    groups = [group for group in _GROUPS if (match := group.match(thing)) and " " not in thing[match.end() :]]
    found = [match for group in groups if (match := group.search(sentence))]
    return found[0][0] if found else ""


def _does_without(aspect: str, sentence: str) -> bool:
    """Whether a sentence says that there is none of what is asked for, or of what shall not be needed."""
    if _TRAINING_COST.fullmatch(aspect):
        return bool(UNTRAINED.search(sentence))
    unneeded = dispensed_with(aspect)
    return bool(unneeded and unneeded.met_in(sentence, ""))


def _least(share: float, options: AskedOptions) -> float:
    if share >= 1:
        return options.worded
    return options.partly if share > 0 else options.unworded
