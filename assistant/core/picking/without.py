"""A question for papers that do without a thing and an abstract in, the sentence that says so out.

'Which approach needs no fine-tuning?' is not answered by a paper about better fine-tuning, though it speaks
of little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.core.grounding.lexis import Statement, stem
from assistant.core.picking.criterion import Criterion
from assistant.core.poles import UNTRAINED
from assistant.core.rhetoric import part
from assistant.core.understanding.forgoing import forgone
from assistant.core.understanding.vocabulary import content

_TRAINING = re.compile(r"(?:re)?train\w*|(?:fine ?)?tuning")
_DENIAL = re.compile(
    r"\b(?:without|no|(?:not|never)(?! (?:only|just|all|enough|sufficient|seen))|neither|nor|free (?:of|from)"
    r"|dispens\w+ with|eliminat\w+|avoid\w*|obviat\w+|bypass\w*|remov\w+|replac\w+|instead of|rather than"
    r"|in place of|alternatives? (?:to|for)|substitutes? for)\b|n['’]t\b",
    re.I,
)
_FRAME = re.compile(
    r"\b(?:papers?|works?|methods?|approach(?:es)?|techniques?|models?|systems?|frameworks?|algorithms?|which|what"
    r"|list|name|find|show|are|is|there|do|does|any|not|no|that|to|me|all)\b",
    re.I,
)
_REACH = 5
"""Words behind a denial among which what is denied stands."""


@dataclass(frozen=True, slots=True)
class Dispensed(Criterion):
    """What papers do without."""

    stems: frozenset[str]
    """Of the words for it."""
    training: bool
    """Whether it is training, of which there are many words."""
    said: str
    """How the question says it."""

    @property
    def unsaid(self) -> str:
        """That of what else is asked for the nearest papers are listed; nothing where nothing else is."""
        return (
            f"No abstract says ‘{self.said}’ in so many words: the nearest are shown." if self.besides else ""
        )

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence says that the paper's own work does without it."""
        if not _DENIAL.search(sentence) and "free" not in sentence.lower():
            return False
        if part(sentence, title) == "prior":
            return False
        if self.training and UNTRAINED.search(sentence):
            return True
        return any(self.stems <= denied for denied in _denied(Statement(sentence)))


def _denied(sentence: Statement) -> Iterator[frozenset[str]]:
    """Stems of what stands behind each denial, up to the next mark, and before '-free'."""
    words = sentence.words
    for match in _DENIAL.finditer(sentence.plain):
        end = match.end() + len(re.split(r"[.,;:]", sentence.plain[match.end() :])[0])
        behind = [word.stem for word in words if match.end() <= word.start < end]
        yield frozenset(behind[:_REACH])
    for word, free in pairwise(words):
        if free.form == "free":
            yield frozenset({word.stem})


def dispensed_with(question: str) -> Dispensed | None:
    """What 'methods that need no labels' do without; None for other questions for a list."""
    asked = forgone(question)
    if asked is None:
        return None
    besides = " ".join(content(_FRAME.sub(" ", asked.rest)))
    training = bool(_TRAINING.fullmatch(" ".join(asked.thing)))
    return Dispensed(besides, frozenset(map(stem, asked.thing)), training, asked.said)
