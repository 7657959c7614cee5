"""A question in, the subject that it wants explained out ('what is a cache?'); and who speaks of it.

Such a question asks for no detail that one abstract holds and another lacks: whatever speaks of the subject
bears on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.core.selecting import ScoredSentence
from assistant.core.understanding.vocabulary import content
from assistant.domain import Ranked

_POLITE = r"^\W*(?:(?:please|can|could|would|will|you|kindly|tell me|briefly|in short)\s+)*"
_SUBJECT = r"(?:an?\s+)?(?P<subject>[^\W_][\w .+/^’'-]*?)"
_IN_GENERAL = r"(?:\s+(?:exactly|actually|in general|in short|all about))?\W*$"
_WANTED = tuple(
    re.compile(_POLITE + form + _IN_GENERAL, re.I)
    for form in (
        r"(?:what\s+(?:is|are)|what[’']?s)\s+(?:meant by\s+|the (?:idea|intuition|concept) (?:of|behind)\s+)?"
        rf"{_SUBJECT}",
        rf"(?:define|explain|describe)\s+(?:what\s+)?{_SUBJECT}(?:\s+(?:is|are|means?))?",
        rf"what\s+do(?:es)?\s+{_SUBJECT}\s+mean",
        rf"how\s+do(?:es)?\s+{_SUBJECT}\s+work",
    )
)
_DETAIL = re.compile(
    r"\b(?:the|this|that|these|those|its?|their|our|your|my|is|are|was|were|do|does|did|has|have|by|from|than"
    r"|when|on|for|under|at|best|good|most|more|less|new|known|wrong|different|special)\b",
    re.I,
)
"""Words of a question for something that belongs to something else: 'what is the accuracy of X on Y?'"""
_LONGEST = 4
"""Most words of a subject that carry meaning."""
_SURELY = 3.0
"""The reranker's logit of a passage that tells of a subject though it calls it otherwise."""

_NAMED = 4.0
"""Logits that it is worth to have the subject by name, when it is to be explained."""


def explained(question: str) -> str:
    """The subject that a question wants explained and nothing more of; empty for any other question."""
    matches = (wanted.match(question) for wanted in _WANTED)
    subjects = (match["subject"] for match in matches if match)
    return next((s for s in subjects if not _DETAIL.search(s) and 0 < len(content(s)) <= _LONGEST), "")


def spoken_of(subject: str, ranked: Iterable[Ranked], least: float) -> bool:
    """Whether a passage tells of a subject: by name and with this reranker's logit, or by the logit alone."""
    name = "".join(_words(subject))
    relevant = [item for item in ranked if item.score >= least]
    named = (_named(name, _words(f"{item.passage.title} {item.passage.text}")) for item in relevant)
    return any(named) or any(item.score >= _SURELY for item in relevant)


def naming_first(subject: str, sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The sentences, best first, when one that has the subject by name is worth `_NAMED` logits more."""
    name = "".join(_words(subject))
    worth = (_NAMED * _named(name, _words(sentence.text)) for sentence in sentences)
    scored = [replace(s, score=s.score + more) for s, more in zip(sentences, worth, strict=True)]
    return sorted(scored, key=lambda s: -s.score)


def _named(name: str, words: Sequence[str]) -> bool:
    """Whether neighbouring words make up a name, however they are joined: 'KV-cache', 'FlashAttention'."""
    for first in (place for place, word in enumerate(words) if name.startswith(word)):
        last, joined = first, words[first]
        while len(joined) < len(name) and last + 1 < len(words):
            last += 1
            joined += words[last]
        if joined == name:
            return True
    return False


def _words(text: str) -> list[str]:
    """Each word in small letters, without the ending of a plural."""
    return [word.removesuffix("s") for word in re.findall(r"[^\W_]+", text.lower())]
