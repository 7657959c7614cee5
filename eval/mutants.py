"""Good cited sentences in, copies with one fault each out, and how many of them the checker catches."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from assistant.domain import Paper, Sentence, SentenceVerdict
from eval.checks import Trial
from eval.edits import EDITS, NAME, SAID_MORE, Edit
from eval.harmless import reworded
from eval.metrics import Interval, wilson
from eval.originals import Original, bystanders, drawn, holds, originals

Fault = Callable[[Original], Sentence | None]
"""An original to its copy with one fault; None where the sentence offers no place for it."""
Mutant = tuple[Original, Sentence]
"""An original and its copy."""
Judge = Callable[[Sentence, Mapping[int, Paper]], SentenceVerdict]
"""The product's checker: a sentence and papers by label to a verdict."""

TRUTHS = Path(__file__).parent / "data" / "truths.jsonl"
"""Sentences that are true whatever a paper says."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Detection:
    """How many of the sentences of one class the checker flags."""

    name: str
    flagged: int
    judged: int
    wrong: tuple[str, ...] = ()
    """The first few that it got wrong: a fault passed, or an original flagged."""
    scores: tuple[float, ...] = ()
    """The checker's scores of all of them."""

    @property
    def rate(self) -> float:
        """Share flagged; 0 when there was nothing to judge."""
        return self.flagged / self.judged if self.judged else 0.0

    @property
    def interval(self) -> Interval:
        """95 % interval of the rate (Wilson 1927); everything is possible without a trial."""
        return wilson(self.flagged, self.judged) if self.judged else Interval(0.0, 1.0)


ORIGINALS = "false_alarms"
REWORDED = "false_alarms_reworded"
MOST = 160
"""Originals from which mutants are made, spread over all of them: judging takes 4 ms a sentence."""
MOST_READ = 30
"""The same for a checker that reads with the support model."""
LEAST = 20
"""Members of a class that are wanted, when not every original offers a place for it."""
TRUE = (ORIGINALS, REWORDED)
"""Classes of true sentences: here a flag is a false alarm."""
_SHOWN = 3


def detection(trials: Sequence[Trial], judge: Judge, most: int = MOST) -> tuple[Detection, ...]:
    """Detection by fault class over all trials, then the false alarms on the originals; `most` are judged.

    (Mutation score: DeMillo, Lipton and Sayward, Hints on test data selection, 1978. The mutants that are
    no fault, because the changed sentence is true as well, are never made.)
    """
    known = drawn([original for trial in trials for original in originals(trial)])[:most]
    others = list(bystanders(trials))
    found = [
        _detected(name, _filled(fault, known, others), judge, _flagged) for name, fault in FAULTS.items()
    ]
    alarms = _detected(ORIGINALS, _made(unchanged, known), judge, _flagged)
    return (*found, alarms, _detected(REWORDED, _made(said_otherwise, known), judge, _denied))


def _made(fault: Fault, known: Iterable[Original]) -> Iterator[Mutant]:
    return ((original, mutant) for original in known if (mutant := fault(original)) is not None)


def _filled(fault: Fault, known: Sequence[Original], others: Sequence[Original]) -> list[Mutant]:
    """The mutants of a class; one for which few quoted sentences have a place gets others, up to LEAST."""
    found = list(_made(fault, known))
    missing = max(0, min(LEAST, len(known)) - len(found))
    return [*found, *islice(_made(fault, others), missing)]


# ------------------------------------------------------------------ faults; None where one can't be made


def citation_swapped(original: Original) -> Sentence | None:
    """Cites the best of the other retrieved papers, the nearest neighbour."""
    return replace(original.sentence, labels=(original.free,))


def citation_strayed(original: Original) -> Sentence | None:
    """Cites any other retrieved paper."""
    return replace(original.sentence, labels=(original.free + 1,))


def citation_dropped(original: Original) -> Sentence | None:
    """Cites nothing."""
    return replace(original.sentence, labels=())


def citation_out_of_range(original: Original) -> Sentence | None:
    """Cites a label that was never given."""
    return replace(original.sentence, labels=(original.free + 2,))


def quote_altered(original: Original) -> Sentence | None:
    """One word is another word of the same abstract."""
    text, draw = original.sentence.text, original.draw
    places = list(_WORD.finditer(text))
    words = sorted(set(_WORD.findall(original.cited.abstract)))
    if not places or len(words) < 2:
        return None
    place = draw.choice(places)
    word = draw.choice([word for word in words if word != place[0]])
    return _changed(original, text[: place.start()] + word + text[place.end() :])


def number_changed(original: Original) -> Sentence | None:
    """The last digit of the first number is one higher."""
    text, number = original.sentence.text, _NUMBER.search(original.sentence.text)
    if number is None:
        return None
    last = number.end() - 1
    return _changed(original, f"{text[:last]}{(int(text[last]) + 1) % 10}{text[last + 1 :]}")


def quote_from_another_paper(original: Original) -> Sentence | None:
    """The first sentence of the other paper, under the old citation."""
    return _changed(original, original.other.sentence(1))


def true_elsewhere(original: Original) -> Sentence | None:
    """Says what is true, and known to many, under a citation of an abstract that does not say it."""
    return _changed(original, original.draw.choice(_truths()))


@cache
def _truths() -> tuple[str, ...]:
    return tuple(json.loads(line)["text"] for line in TRUTHS.read_text(encoding="utf-8").splitlines())


def unchanged(original: Original) -> Sentence | None:
    """The sentence as it is; no fault."""
    return original.sentence


def said_otherwise(original: Original) -> Sentence | None:
    """The same in slightly other words; no fault."""
    text = reworded(original.sentence.text)
    return _changed(original, text) if text else None


def _edited(edit: Edit) -> Fault:
    """The fault that changes the words as an edit does; names come from the other paper."""

    def fault(original: Original) -> Sentence | None:
        own, others = (set(NAME.findall(paper.abstract)) for paper in (original.cited, original.other))
        text = edit(original.sentence.text, original.draw, sorted(others - own))
        return None if text is None else _changed(original, text)

    return fault


_OTHERWISE = ("number", "quantifier")
"""Edits with mutants of their own: of numbers above, and three in place of quantifiers."""
FORM: Mapping[str, Fault] = {
    fault.__name__: fault
    for fault in (
        citation_swapped,
        citation_strayed,
        citation_dropped,
        citation_out_of_range,
        quote_altered,
        number_changed,
        quote_from_another_paper,
        true_elsewhere,
    )
}
"""Faults that looking is enough for: of these none may pass."""
FAULTS: Mapping[str, Fault] = {
    **FORM,
    **{f"{name}_changed": _edited(edit) for name, edit in EDITS.items() if name not in _OTHERWISE},
    **{name: _edited(edit) for name, edit in SAID_MORE.items()},
}


def _changed(original: Original, text: str) -> Sentence | None:
    """The sentence with another text, unless the cited abstract says that too."""
    sentence = original.sentence
    same = holds(original.cited, text)
    return None if same else replace(sentence, text=text, end=sentence.start + len(text))


def _detected(
    name: str, mutants: Iterable[Mutant], judge: Judge, flagged: Callable[[SentenceVerdict], bool]
) -> Detection:
    made = list(mutants)
    verdicts = [judge(sentence, original.papers) for original, sentence in made]
    wrong = [
        _shown(original, sentence)
        for (original, sentence), verdict in zip(made, verdicts, strict=True)
        if flagged(verdict) == (name in TRUE)
    ]
    caught = sum(map(flagged, verdicts))
    return Detection(name, caught, len(made), tuple(wrong[:_SHOWN]), tuple(v.score for v in verdicts))


def _flagged(verdict: SentenceVerdict) -> bool:
    """Framing is not scored, so a fault that passes for framing is not caught."""
    return verdict.support not in ("supported", "framing")


def _denied(verdict: SentenceVerdict) -> bool:
    """Of other words than the abstract's the checker may well say 'partly': only the red mark is wrong."""
    return verdict.support in ("unsupported", "uncited")


def _shown(original: Original, sentence: Sentence) -> str:
    return f"{original.case_id}: {sentence.text} {list(sentence.labels)}"
