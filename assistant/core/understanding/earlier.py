"""The turns of a conversation in, the papers that words like 'it' or 'the second one' stand for out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.core.understanding.calling import known
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.vocabulary import content, topic_phrase
from assistant.domain import Turn

_MARKER = re.compile(r"\[(\d+)\]")
_JOINER = r",? (?:or|and|vs\.?|versus|with|to|than|from)"
_NAME_BEFORE = re.compile(rf"[\w-]*[A-Z][\w-]*{_JOINER} $")
_NAME_BEHIND = re.compile(rf"{_JOINER} [\w-]*[A-Z]")
_CHOOSES = re.compile(r"\b(?:which|what|who)\b", re.I)


class Earlier:
    """What was said before a question, the last turn first; turns without content ('thanks') are left out."""

    def __init__(self, turns: Sequence[Turn], names: PaperNames) -> None:
        self._names = names
        present = (_with_known_papers(turn, names) for turn in reversed(turns))
        self._turns = [turn for turn in present if content(_asked(turn)) or any(turn.papers)]

    def __bool__(self) -> bool:
        return bool(self._turns)

    @property
    def question(self) -> str:
        """The last question, standalone."""
        return _asked(self._turns[0])

    @property
    def topic(self) -> str:
        """What the last questions are about, in their own words; empty when they say nothing."""
        return next(filter(None, (topic_phrase(_asked(turn)) for turn in self._turns)), "")

    def asked(self) -> tuple[str, ...]:
        """The papers that the last question names."""
        return self._named(self._turns[0])

    def single(self) -> tuple[str, ...]:
        """What 'it' stands for, the likeliest paper first: the paper asked for, else the first one cited."""
        turn = self._turns[0]
        return self._named(turn) or (() if turn.abstained else _by_mention(turn))

    def plural(self) -> tuple[str, ...]:
        """What 'they' stands for: the papers asked for, else those shown."""
        turn = self._turns[0]
        return self._named(turn) or _shown(turn)

    def labelled(self, label: int) -> str:
        """The paper with a label in the last answer that has it; empty when none has."""
        lists = (turn.papers for turn in self._turns if len(turn.papers) >= label > 0)
        return next(filter(None, (papers[label - 1] for papers in lists)), "")

    def listed(self, least: int = 2) -> tuple[str, ...]:
        """The papers that ordinals count: of the last turn that set `least` or more of them side by side.

        A question about one paper sets none: after a list and 'the second one', 'the third one' counts on.
        """
        several = [turn for turn in self._turns if len(self._side_by_side(turn)) != 1]
        sets = [self._side_by_side(turn) or _shown(turn) for turn in [*several, *self._turns]]
        return next((papers for papers in sets if len(papers) >= least), ())

    def pair(self) -> tuple[str, ...]:
        """Two papers: the last two set side by side, or the papers of the last two questions."""
        sets = [self._side_by_side(turn) or _shown(turn) for turn in self._turns]
        recent = tuple(dict.fromkeys(paper for papers in reversed(sets[:2]) for paper in papers))
        return next((papers for papers in (*sets[:2], recent, *sets) if len(papers) == 2), ())

    def others(self) -> tuple[str, ...]:
        """The papers set side by side before, without those of the last question.

        Of papers all asked for, without the one that was chosen; if none was, without the first.
        """
        listed, current = self.listed(), self.asked()
        if listed and set(listed) <= set(current):
            chosen = _by_mention(self._turns[0]) if _CHOOSES.search(self.question) else ()
            current = next(((paper,) for paper in chosen if paper in listed), listed[:1])
        return tuple(paper for paper in listed if paper not in current)

    def _side_by_side(self, turn: Turn) -> tuple[str, ...]:
        """The papers a question names; beside a lone one what another name stands for, '' if nothing."""
        mentions = self._names.mentions(_asked(turn))
        if len(mentions) == 1 and len(mentions[0].papers) == 1:
            before, behind = _asked(turn)[: mentions[0].start], _asked(turn)[mentions[0].end :]
            more = [paper for paper in _shown(turn) if paper not in mentions[0].papers]
            other = more[0] if len(more) == 1 else ""
            if _NAME_BEFORE.search(before):
                return (other, *mentions[0].papers)
            if _NAME_BEHIND.match(behind):
                return (*mentions[0].papers, other)
        return self._named(turn)

    def _named(self, turn: Turn) -> tuple[str, ...]:
        return self._names.named_in(_asked(turn))


def _asked(turn: Turn) -> str:
    return turn.standalone or turn.question


def _with_known_papers(turn: Turn, names: PaperNames) -> Turn:
    """A turn of another day may cite papers that were removed since."""
    return replace(turn, papers=tuple(paper if known(paper, names) else "" for paper in turn.papers))


def _shown(turn: Turn) -> tuple[str, ...]:
    return tuple(paper for paper in turn.papers if paper)


def _by_mention(turn: Turn) -> tuple[str, ...]:
    """Cited papers in the order the answer cites them: what it says first matters most."""
    labels = [int(label) for label in _MARKER.findall(turn.answer)]
    mentioned = [turn.papers[label - 1] for label in labels if 0 < label <= len(turn.papers)]
    return tuple(dict.fromkeys(filter(None, [*mentioned, *turn.papers])))
