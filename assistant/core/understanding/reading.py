"""A question and what is known of the collection in, a Query out: kind, filters, named papers and topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.casing import calmed
from assistant.core.understanding.catalogue import request_of
from assistant.core.understanding.conditions import Condition, combined, rest_of, without_overlap
from assistant.core.understanding.dates import dated
from assistant.core.understanding.followups import resolve
from assistant.core.understanding.heaps import asks_for_papers, is_bare_subject
from assistant.core.understanding.keying import bare_years
from assistant.core.understanding.kinds import asked_of_each, asks_for_the_gist, kind_of, topic_of
from assistant.core.understanding.language import language_of, without_function_words
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.people import People
from assistant.core.understanding.phrases import is_topic_phrase
from assistant.core.understanding.quantities import counted_authors
from assistant.core.understanding.rambling import asked as asked_in
from assistant.core.understanding.rows import Mention
from assistant.core.understanding.words import Words
from assistant.domain import Filters, Kind, Query, Question, Span

_NOBODY = People(())
_NO_WORDS = Words()
_TOLD = 3
"""Words that nothing has which are told of."""
_WORKS_ON = re.compile(
    r"\b(?:works?|research|literature|papers|studies|articles|approaches|methods|techniques)"
    r" (?:on|about|to|for|in|into) (?:the )?$",
    re.I,
)
_WHOLE_TITLE = 5
"""Words from which a part of a title can hardly be a subject of several papers."""
_CORRECTED_WHOLE = 150
"""Words of a text up to which it is corrected before what it asks is looked for; of others that alone is."""


def understand(
    question: Question,
    names: PaperNames,
    people: People = _NOBODY,
    words: Words = _NO_WORDS,
    papers: Sequence[str] = (),
) -> Query:
    """The question as it will be searched: standing on its own, whatever the turns before it.

    `names`, `people` and `words` are those of the collection; without people no phrase names an author,
    without words nothing is taken for mistyped. `papers` (ids) count as named beside those of the text.
    """
    typed, slips = _corrected(names.as_written(calmed(question.text, words), guessed=False), words)
    short, left_out = asked_in(typed, lambda words: bool(names.named_in(words)))
    resolved = resolve(short, question.history, names)
    language = language_of(resolved.text)
    text, more = (resolved.text, ()) if language else words.corrected(resolved.text)
    changes = (*(slip for slip in slips if slip[1] in text), *more)
    text, mentions, guesses = _as_written(text, language, names)
    named = tuple(dict.fromkeys((*(p for m in mentions for p in m.papers), *resolved.papers, *papers)))
    given = _among(question.filters, resolved.among, names)
    conditions = _conditions(question, text, mentions, people, words) if not language else []
    lexicon = _Lexicon(_NO_WORDS if language else words, not question.history)
    read = _read(text, conditions, named, names, lexicon)
    filters, clashes = combined(given, read.conditions, text)
    strange = _strange(text, read, mentions, words) if not language else ()
    notes = (
        left_out,
        _in_another_language(language),
        *(f"‘{typed}’ was read as ‘{meant}’." for typed, meant in changes),
        *guesses,
        *resolved.notes,
        *clashes,
        *_idle(text, conditions, read),
        *_nowhere(strange, read.kind),
        *(_never_used(read, strange, words) if not language else ()),
    )
    return Query(
        " ".join(question.text.split()),
        text,
        read.kind,
        _in_english(read.topic, language, named),
        filters,
        named,
        carried=_carried(named, question, short, names),
        besides=resolved.besides,
        strange_names=strange,
        filter_words=tuple(text[c.start : c.end] for c in read.conditions if c.filters),
        notes=tuple(filter(None, notes)),
    )


def _corrected(text: str, words: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text of no great length as it was meant, so that talk around a question is known though mistyped."""
    if len(text.split()) > _CORRECTED_WHOLE or language_of(text):
        return text, ()
    return words.corrected(text)


def _as_written(text: str, language: str, names: PaperNames) -> tuple[str, list[Mention], list[str]]:
    """The text with names as their papers write them, its names, and what was guessed about them as typed."""
    typed = _mentions(text, names)
    written = text if language else names.as_written(text)
    return written, typed if written == text else _mentions(written, names), _of_names(text, typed, names)


def _mentions(text: str, names: PaperNames) -> list[Mention]:
    """The names that mean their papers."""
    return [mention for mention in names.mentions(text) if not _of_several(text, mention, names)]


def _of_several(text: str, mention: Mention, names: PaperNames) -> bool:
    """Whether a part of a title is what several papers are on: 'the work on cache compression'."""
    words = text[mention.start : mention.end]
    own = any(
        words.lower() in (names.introduced(paper).lower(), names.title(paper).lower().partition(":")[0])
        for paper in mention.papers
    )
    part = 1 < len(words.split()) < _WHOLE_TITLE and not own
    return part and bool(_WORKS_ON.search(text[: mention.start]))


def _among(given: Filters, among: Sequence[str], names: PaperNames) -> Filters:
    """The filters given, and the papers that a follow-up chooses among, unless titles are given already."""
    return replace(given, titles=tuple(map(names.title, among))) if among and not given.titles else given


def _carried(named: Sequence[str], question: Question, short: str, names: PaperNames) -> tuple[str, ...]:
    """The papers that a follow-up question itself doesn't name."""
    if not question.history:
        return ()
    alone = names.named_in(short)
    return tuple(paper for paper in named if paper not in alone)


def _nowhere(strange: Sequence[str], kind: Kind) -> Iterator[str]:
    """That a side of a comparison is missing: the others are told without it."""
    if kind == "compare":
        yield from (f"No paper of the collection speaks of ‘{name}’." for name in strange)


def _never_used(read: _Reading, strange: Sequence[str], words: Words) -> Iterator[str]:
    """What the collection never speaks of: an answer is then about something else, or a refusal explained."""
    told = {name.lower() for name in strange}
    missing = [word for word in words.never_used(read.topic) if word not in told][:_TOLD]
    if missing and read.kind != "metadata":
        yield f"No title or abstract has the word {' or '.join(f'‘{word}’' for word in missing)}."


class _Reading(NamedTuple):
    """Kind and topic of a question, and the conditions that count for it."""

    kind: Kind
    topic: str
    conditions: Sequence[Condition]


def _strange(text: str, read: _Reading, mentions: Iterable[Mention], words: Words) -> tuple[str, ...]:
    """Names, and rare words of a list's topic, that mean nothing here, nor what they were taken for."""
    known = [text[mention.start : mention.end] for mention in mentions]
    if read.kind not in ("list", "overview"):
        names = words.strange_names(text)
    elif re.search(r"\bor\b", read.topic):
        names = ()
    else:
        names = (*words.strange_names(read.topic), *words.never_used(read.topic))
    return tuple(name for name in dict.fromkeys(names) if not any(name in each for each in known))


class _Lexicon(NamedTuple):
    """The words of the collection, none where a question isn't English, and whether it is the first one."""

    words: Words
    first: bool


def _read(
    text: str,
    conditions: Sequence[Condition],
    named: Sequence[str],
    names: PaperNames,
    lexicon: _Lexicon,
) -> _Reading:
    """A question about papers that it names is not narrowed by words: 'was X published in 2024?'."""
    rest = rest_of(text, conditions)
    kind = kind_of(rest, len(named))
    if named and kind != "list":
        if request_of(text, named=True):
            return _Reading("metadata", "", ())
        if kind == "compare":
            return _Reading(kind, asked_of_each(names.without_names(rest)), ())
        gist = len(named) == 1 and asks_for_the_gist(names.without_names(text))
        return _Reading("fact", CONTRIBUTION, ()) if gist else _Reading(kind, text, ())
    narrowed = any(condition.filters for condition in conditions)
    if kind == "fact" and not named and _lists(rest, narrowed, lexicon):
        kind = "list"
    spelled = lexicon.words.spelled_out(rest)
    if request := request_of(spelled, bool(named), kind == "list" or narrowed):
        return _Reading("metadata", request.topic, conditions)
    return _Reading(kind, topic_of(spelled if kind == "list" else rest, kind), conditions)


def _lists(rest: str, narrowed: bool, lexicon: _Lexicon) -> bool:
    """Whether a heap of words asks for papers; a bare subject after other questions may go on from them."""
    if not lexicon.words:
        return False
    if asks_for_papers(rest, limited=narrowed):
        return True
    if not lexicon.first or narrowed:
        return False
    words = lexicon.words
    return is_bare_subject(rest, words.familiar, words.ordinary) or (
        is_topic_phrase(rest) and not words.strange_names(rest)
    )


def _conditions(
    question: Question, text: str, mentions: Iterable[Mention], people: People, words: Words
) -> list[Condition]:
    """What words demand of the papers; words within a title or quotation marks demand nothing."""
    if not question.words_filter:
        return []
    taken = [Span(mention.start, mention.end) for mention in mentions]
    taken += [Span(*match.span()) for match in re.finditer(r"[\"“][^\"“”]*[\"”]", text)]
    found = [
        *(c for c in dated(text, question.today) if not _of_a_name(text, c, words)),
        *counted_authors(text),
        *people.named(text),
        *people.beside_key_words(text),
        *people.strangers(text),
        *(bare_years(text, words.named_with_year) if not taken else ()),
    ]
    return without_overlap(found, taken)


def _of_a_name(text: str, condition: Condition, words: Words) -> bool:
    """Whether a bare year belongs to the word before it: 'SemEval 2018 papers'."""
    before = re.search(r"[\w.-]+(?= $)", text[: condition.start])
    year = text[condition.start : condition.end].strip()
    return before is not None and year.isdigit() and words.named_with_year(f"{before[0]} {year}")


def _idle(text: str, conditions: Iterable[Condition], read: _Reading) -> list[str]:
    """Words that would filter, had the question not named its papers."""
    if read.conditions or read.kind == "metadata":
        return []
    words = (text[condition.start : condition.end].strip() for condition in conditions if condition.filters)
    return [f"‘{each}’ filters nothing, as the question names its papers." for each in words]


def _of_names(text: str, mentions: Iterable[Mention], names: PaperNames) -> list[str]:
    """What was guessed about names: one that several papers have, one that is mistyped."""
    notes = []
    for mention in mentions:
        words = text[mention.start : mention.end]
        if mention.mistyped:
            notes.append(f"‘{words}’ was read as ‘{mention.name}’.")
        if len(mention.papers) > 1:
            titles = " or ".join(f"“{names.title(paper)}”" for paper in mention.papers)
            every = "both are" if len(mention.papers) == 2 else "all are"
            notes.append(f"‘{words}’ may mean {titles}; {every} used.")
    return notes


def _in_another_language(language: str) -> str:
    if not language:
        return ""
    return (
        f"The question seems to be in {language}; the abstracts are searched in English words, "
        "so this may miss papers."
    )


def _in_english(topic: str, language: str, named: Sequence[str]) -> str:
    """What of a foreign question is worth searching: nothing but the gist of a paper that it names."""
    if not language:
        return topic
    return CONTRIBUTION if named else without_function_words(topic, language) or topic
