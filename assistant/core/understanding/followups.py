"""A question and the turns before it in, the question as it stands on its own out; no model is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.understanding.calling import called, spans
from assistant.core.understanding.earlier import Earlier
from assistant.core.understanding.ellipsis import (
    OWN_WORDS,
    completed,
    continued,
    elsewhere,
    same_for_another,
    without_opener,
)
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.references import Reference, of_this_kind, pronouns, references
from assistant.core.understanding.vocabulary import content
from assistant.domain import Turn

_MOST_NAMED = 5
"""Papers that a standalone question names; more are 'these papers', and the search keeps to them."""

_CORRECTION = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|actually|oh)\b[\s,.!;:—-]*)*"
    r"(?:(?:i|we) (?:mean|meant)(?: to (?:ask|say))?|(?:i|we) (?:am|was) (?:asking|talking) about|rather|"
    r"make that|not (?:that|this)(?: one)?,?)[\s,:]+(?:about )?"
    r"|^\W*(?:no|nope|sorry)\b[\s,.!;:—-]+(?=\W*(?:the|paper|\[)\b)",
    re.I,
)
_VERBS = {"do": "does", "are": "is", "were": "was", "have": "has"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question on its own, the papers it refers to, and what had to be guessed, as sentences."""

    text: str
    papers: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    """Papers to keep to when they are too many to be named."""
    notes: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    """Papers to leave out: 'which other paper does that?'."""


def resolve(text: str, turns: Sequence[Turn], names: PaperNames) -> Resolved:
    """The question with what it refers to put in words; exactly as it is when it refers to nothing.

    Rules, not a model: references by number and place ('the second one'), pronouns whose antecedent is not
    in the question, and questions that leave out a paper or a topic ('and on long inputs?').
    """
    earlier = Earlier(turns, names)
    if not earlier:
        return Resolved(text)
    corrected = _CORRECTION.sub("", text)
    spoken = without_opener(corrected)
    if again := continued(spoken, earlier):
        return Resolved(again)
    if others := elsewhere(spoken, earlier, names):
        return Resolved(others, besides=earlier.plural())
    known = spans(spoken, names)
    found = references(spoken, earlier, known)
    worded = _replaced(spoken, found, names)
    whole = same_for_another(worded, earlier, names)
    if not whole and not found:
        whole = completed(worded, earlier, names) or _with_topic(worded, earlier, names)
    if not whole and corrected != text and len(content(corrected)) < OWN_WORDS and not known:
        whole = f"{earlier.question.rstrip('?. ')}: {spoken}"
    if not whole and not found and corrected == text:
        return Resolved(text)
    fits = all(item.papers for item in found)
    papers = tuple(dict.fromkeys(paper for item in found for paper in item.papers or earlier.plural()))
    among = papers if len(papers) > _MOST_NAMED and fits else ()
    final = _capital(whole or worded)
    return Resolved(final, () if among else papers, among, tuple(_notes(spoken, found, names)))


def leans_on_history(text: str, turns: Sequence[Turn], names: PaperNames) -> bool:
    """Whether a question seems to need the turns before it: the rules complete it, or can't be sure.

    They can't where a pronoun or 'this speedup' fits nothing said before, and where a question names no
    paper and has few words of its own ('pagination options', but also 'what are tides?').
    """
    if not turns:
        return False
    named = spans(text, names)
    unexplained = next(pronouns(text, named), None) is not None or of_this_kind(text)
    brief = not named and len(content(text)) < OWN_WORDS
    return unexplained or brief or resolve(text, turns, names) != Resolved(text)


def _replaced(text: str, found: Sequence[Reference], names: PaperNames) -> str:
    """The question with every reference replaced by the names of its papers."""
    parts, position = [], 0
    for item in found:
        parts += [_agreeing(text[position : item.start], item), _worded(item, text, names)]
        position = item.end
    return "".join([*parts, text[position:]])


def _worded(item: Reference, text: str, names: PaperNames) -> str:
    """What to put in place of a reference; one that fits nothing stays."""
    if not item.papers:
        return text[item.start : item.end]
    if len(item.papers) > _MOST_NAMED:
        return {"choice": "which of these papers", "of": " of these papers"}.get(item.form, "these papers")
    listed = called(item.papers, names)
    forms = {
        "in": f"in {listed}",
        "possessive": f"{listed}’s",
        "choice": f"which of {listed}",
        "of": f" of {listed}",
    }
    return forms.get(item.form, listed)


def _agreeing(before: str, item: Reference) -> str:
    """'do they' of one paper becomes 'does X'."""
    verb = re.search(r"\b(do|are|were|have) $", before)
    if not verb or len(item.papers) != 1 or item.form != "name":
        return before
    return f"{before[: verb.start()]}{_VERBS[verb[1]]} "


def _with_topic(text: str, earlier: Earlier, names: PaperNames) -> str:
    """A pronoun without any paper to stand for becomes the topic of the question before; else empty."""
    first = next(pronouns(text, spans(text, names)), None)
    if first is None or not earlier.topic:
        return ""
    own = "’s" if first["possessive"] else ""
    return f"{text[: first.start()]}{earlier.topic}{own}{text[first.end() :]}"


def _notes(text: str, found: Sequence[Reference], names: PaperNames) -> list[str]:
    notes = []
    for item in found:
        words = text[item.start : item.end]
        if not item.papers:
            notes.append(f"‘{words}’ fits no paper of the answers before.")
        elif item.guessed:
            notes.append(
                f"‘{words}’ was read as {called(item.papers[:1], names)}; it may mean another paper."
            )
    return notes


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+\b", text) else text
