"""Titles and abstracts in, the short names that they give their papers out: 'MoA', 'EfficientMod-s'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from assistant.core.understanding.coining import coined, letters_and_digits
from assistant.core.understanding.words import Words
from assistant.domain import Paper

_WORD = re.compile(r"[^\W_]+(?:[-.^+][^\W_]+)*")
_UNIT = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.I)
_ABBREVIATED = re.compile(r"\(([A-Z][\w-]*[A-Z0-9])\)")
_LONGEST_HEAD = 6
"""Words of a title before its colon that still read as the name of a method."""
_AND = re.compile(r",? (?:and|&) |, ")
_TEAM = re.compile(
    r"^(?:the )?(?:team )?[“\"]?([^\W_][\w.+-]*(?: (?-i:[A-Z\d])[\w.+-]*){0,2})[”\"]?"
    r"(?: ?@ ?| at (?:the )?)(?=[^:]*\d)",
    re.I,
)
"""Who took part in a contest: 'ABC at TaskEval-2020 Task 1: ...'."""
_SUBMITTED = re.compile(
    r"^(?:The )?([A-Z\d][\w.+-]*)(['’]s?)? (?:[\w-]+ ){0,5}?"
    r"(?:submissions?|systems?|participation|entry|entries)(?: descriptions?)?"
    r" (?:for|to|at|in) (?=.*(?:\d|task))",
    re.I,
)
"""The same in 'ABC's Submission to the Shared Task on ...'."""
_CONTEST = re.compile(r"[”\"]?(?: ?@ ?| at (?:the )?)([^\W\d_]{3,})")
"""Where a team with an everyday name took part: 'Anna @ LampEval-2021' is called 'Anna at LampEval'."""
_INVENTED = re.compile(r"[A-Z]{2}|[a-z][A-Z]|\d")
_OWN_USES = 12
"""Times that a paper's own abstract and title use its method's name, at most."""
_LARGER = re.compile(r"(?:-\w+(?:[-.]\w+)*|(?<=\d)[A-Za-z])(?![\w-])")
"""What a name has behind it for one of several sizes or kinds: 'RowGen-s', 'RowGen-7B', 'RowGen-2H'."""
_PART_OF_WORD = re.compile(r"[\w-]")
_SIZE = re.compile(
    r"-(?:[A-Za-z]|\d+(?:\.\d+)?[BMKbmk]|tiny|mini|small|base|medium|large|huge|giant|lite|xl)(?![\w.-]*\w)"
)
"""One of several sizes, whoever's name stands before it."""


def short_names(title: str, words: Words) -> Iterator[str]:
    """The title without article, its part before the colon, its abbreviation, its team, its coined words.

    A coined word after the colon is mostly what the paper is about (GPT-2, RNNs), so none counts there.
    """
    if article := _ARTICLE.match(title):
        yield title[article.end() :]
    yield from _names_of_team(title, words)
    head, colon, _ = title.partition(":")
    head = head.strip(' "“”')
    in_head = _WORD.findall(head)
    if colon and len(in_head) <= _LONGEST_HEAD and head:
        yield _ARTICLE.sub("", head)
    for short in _ABBREVIATED.findall(title):
        if words.count(short) <= _OWN_USES:
            yield short
    for word in in_head:
        first = word == in_head[0] and letters_and_digits(word)
        if coined(word) and (first or in_head == [word] or _invented(word, title, words)):
            yield word
    several = _AND.split(head) if colon else []
    if len(several) > 1 and all(coined(word) and words.count(word) <= _OWN_USES for word in several):
        yield from several


def _names_of_team(title: str, words: Words) -> Iterator[str]:
    """The team's name, with the contest behind it where it is an everyday word."""
    for team in _team(title):
        if _INVENTED.search(team) or not words.ordinary(team.lower()):
            yield team
        elif at := _CONTEST.match(title, title.find(team) + len(team)):
            yield from (f"{team} {at[1]}", f"{team} at {at[1]}")


def _team(title: str) -> Iterator[str]:
    """Whose contribution to a contest the paper describes."""
    if at := _TEAM.match(title):
        yield at[1]
    elif (submitted := _SUBMITTED.match(title)) and (submitted[2] or _INVENTED.search(submitted[1])):
        yield submitted[1]


def _invented(word: str, title: str, words: Words) -> bool:
    """Whether a coined word in a longer head is this paper's own: no other paper uses it."""
    small = sum(letter.islower() for letter in word)
    if not words:
        return small > 0
    units = _UNIT.findall(word)
    return small > 1 and not word.endswith("s") and words.count(units[0]) <= _OWN_USES and len(units) == 1


def variants(paper: Paper, names: Iterable[str]) -> Iterator[str]:
    """The names of a paper with more behind them, as its abstract has them."""
    text = paper.abstract
    for name in filter(None, names):
        start = -1 if " " in name else text.find(name)
        while start >= 0:
            end = start + len(name)
            if (behind := _LARGER.match(text, end)) and not _PART_OF_WORD.match(text[start - 1 : start]):
                yield text[start : behind.end()]
            start = text.find(name, end)


def with_sizes(owners: Mapping[str, Iterable[str]], papers: Iterable[Paper]) -> list[tuple[str, str]]:
    """Paper ids with names that their abstracts have for sizes of what is theirs: 'RowGen-s' of RowGen."""
    own: dict[str, list[str]] = defaultdict(list)
    for name, ids in owners.items():
        for paper_id in ids if coined(name) else ():
            own[paper_id].append(name)
    return [(paper.id, name) for paper in papers for name in variants(paper, own[paper.id])]


def size(behind: str) -> int:
    """How many letters behind a name tell one of its sizes: 2 of '-s and Y', none of '-free'."""
    match = _SIZE.match(behind)
    return match.end() if match else 0
