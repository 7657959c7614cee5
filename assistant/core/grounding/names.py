"""A claim beside what it cites in, a finding for each name that does not stand there out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.core.grounding.acronyms import defined, in_latin, prefixed, without_greek
from assistant.core.grounding.lexis import FUNCTION_WORDS, Statement, listed, stem
from assistant.core.grounding.numerals import numbered_alike
from assistant.core.grounding.quantities import quantities
from assistant.core.grounding.reading import Reading, finding
from assistant.domain import Finding

_TOKEN = re.compile(r"[A-Za-z0-9][\w.+@/'-]*[\w+]|[A-Z]")
_MARKED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|[A-Za-z][-.]?\d|\d[A-Za-z]")
"""What only names have: a capital within, two capitals, a letter beside a digit."""
_CAPITAL = re.compile(r"[A-Z][a-z]")
_STARTS = re.compile(r"(?:^|[.:;!?]\s+|[\"“(]\s*)$")
_LONGEST = 4
"""Most words of a name that is written in one in the other text."""
_ALIKE = 60.0
"""Similarity (Indel, in %) from which a name is told as what the text has instead."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with its place; `marked` when its letters alone show that it is one."""

    text: str
    start: int
    end: int
    marked: bool


def name_findings(reading: Reading) -> Iterator[Finding]:
    """Names of the claim (models, data, methods, acronyms) that the cited text has in no form.

    An ordinary word with a capital (Bayesian, Figure) is looked at only where it replaces another one.
    """
    known = [_forms(source.plain) for source in reading.sources]
    own = _forms(reading.claim.plain)
    for name in names(reading.claim):
        rival, source = _replaced(name, reading)
        if not (name.marked or rival) or any(_stands(name, forms) for forms in known):
            continue
        if not rival and (_spelled_out(name, own) or defined(name.text, reading.claim.plain)):
            continue
        if not rival and (_of_the_field(name, reading) or numbered_alike(name.start, name.end, reading)):
            continue
        if not rival:
            rival, source = _alike(name, reading)
        says = f"; it names {rival}" if rival else ""
        reason = f"{name.text} is not in the cited abstract{says}"
        yield finding("name", reason, name.start, name.end, source)


def names(statement: Statement) -> tuple[Name, ...]:
    """Names of a text, in order; a word with a capital at a sentence's start is none for that."""
    text = statement.plain
    measured = [(q.start, q.end) for q in quantities(statement)]
    return tuple(
        Name(text[a:b], a, b, bool(_MARKED.search(text[a:b])))
        for match in _TOKEN.finditer(text)
        for a, b in _parts(match)
        if not any(start <= a < end for start, end in measured) and _is_name(text, a, b)
    )


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A word without its ordinary parts: BERT of BERT-based, Llama-2-7B as a whole."""
    pieces = re.split(r"([-/])", match[0].rstrip(".-/'"))
    numbered = len(pieces) > 2 and pieces[1] == "-" and pieces[2].isdecimal()  # depth-9, top-5
    if pieces[0][:1].islower() and not numbered and not _MARKED.search(pieces[0]):
        plain = pieces[0]
        pieces = pieces[2:]
        start = match.start() + len(plain) + 1
    else:
        start = match.start()
    while len(pieces) > 1 and pieces[-1].islower() and pieces[-1].isalpha() and len(pieces[-1]) > 1:
        pieces = pieces[:-2]
    whole = re.sub(r"'s?$", "", "".join(pieces))
    if "/" in whole:
        for piece in re.finditer(r"[^/]+", whole):
            yield start + piece.start(), start + piece.end()
    elif whole:
        yield start, start + len(whole)


def _is_name(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if _MARKED.search(word):
        return not word.isdecimal()
    if not _CAPITAL.match(word) or word.lower() in FUNCTION_WORDS:
        return False
    return not _STARTS.search(text[:start])


# ------------------------------------------------------------------ how a name may stand in another text


@dataclass(frozen=True, slots=True)
class Forms:
    """What of a text may be a name: words joined, word stems, initials, and names by their base."""

    joined: frozenset[str]
    stems: frozenset[str]
    initials: str
    versions: frozenset[tuple[str, str]]
    acronyms: frozenset[str]


@lru_cache(maxsize=512)
def _forms(text: str) -> Forms:
    words = re.findall(r"[^\W_]+", in_latin(text))
    low = [word.lower() for word in words]
    joined = {
        _single("".join(low[i : i + size]))
        for size in range(1, _LONGEST + 1)
        for i in range(len(low) + 1 - size)
    }
    inner = {
        _single(piece.lower()) for word in words for piece in re.findall(r"[A-Z]+[a-z]+|[A-Z]{2,}", word)
    }
    latin = {_single(word.lower()) for word in re.findall(r"[^\W_]+", without_greek(text))}
    return Forms(
        frozenset(joined | inner | latin),
        frozenset(map(stem, words)),
        "".join(word[0] for word in low),
        frozenset(_versioned("".join(low[i : i + 3])) for i in range(len(low))),
        frozenset(word.lower().removesuffix("s") for word in words if re.fullmatch(r"[A-Z]{2,}s?", word)),
    )


def _stands(name: Name, forms: Forms) -> bool:
    pieces = re.findall(r"[^\W_]+", in_latin(name.text))
    whole = _single("".join(pieces).lower())
    if whole in forms.joined or (not name.marked and stem(name.text) in forms.stems):
        return True
    if prefixed(name.text, forms.initials, forms.joined):
        return True
    if any(char.isdigit() for char in whole):
        return bool(re.fullmatch(r"[A-Z]+\d[A-Z]+", name.text)) and whole in forms.initials  # T2D
    if _abbreviates(whole, forms.initials) and name.text[:2].isupper():
        return True
    inner = [_single(p.lower()) for p in re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+", name.text)]
    together = len(pieces) > 1 and all(
        _single(p.lower()) in forms.joined or stem(p) in forms.stems for p in pieces
    )
    return together or (len(inner) > 1 and all(p in forms.joined or stem(p) in forms.stems for p in inner))


def _abbreviates(acronym: str, initials: str) -> bool:
    """Whether the letters are the initials of words in a row, but for one of three or more (CNN, LLM)."""
    if acronym in initials:
        return True
    shorter = (acronym[:i] + acronym[i + 1 :] for i in range(1, len(acronym)))
    return len(acronym) > 3 and any(form in initials for form in shorter)


def _single(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def _versioned(word: str) -> tuple[str, str]:
    base = word.rstrip("0123456789")
    return base, word[len(base) :]


def _spelled_out(name: Name, own: Forms) -> bool:
    """Whether the claim itself says what an acronym stands for: the words are what it claims."""
    return name.text.isalpha() and len(name.text) > 1 and _single(name.text.lower()) in own.initials


_FIELD = {
    acronym: listed(stems)
    for acronyms, stems in (
        ("ai ml nlp nn dnn ann", "neural network learn deep model language train intelligence"),
        ("cnn convnet dcnn fcn resnet", "convolut image visual network vision"),
        ("rnn lstm gru", "recur sequenc memory tempor"),
        ("gan vae cgan cvae ae", "adversari gener variat autoencod latent encoder"),
        ("gnn gcn", "graph"),
        ("rl drl mdp pomdp marl", "reinforc policy agent reward markov explor"),
        ("sgd gd", "gradient optim descent"),
        ("kl", "diverg variat entropy distribut"),
        ("2d 3d", "imag shape spatial view point dimension visu video"),
        ("llm lm slm vlm mllm", "language"),
        ("sota", "state outperform best"),
        ("gpu cpu tpu", "hardwar parallel memory train infer comput"),
        ("qa vqa", "question answer"),
        ("nmt mt", "translat"),
        ("ood", "distribut outlier"),
        ("ode sde pde", "differenti equat continu dynamic"),
    )
    for acronym in acronyms.split()
}
"""Everyday acronyms of machine learning, with stems any of which shows that a text is about the same."""


def _of_the_field(name: Name, reading: Reading) -> bool:
    stems = _FIELD.get(_single(name.text.lower()), frozenset())
    wanted = set(map(stem, stems))
    return any(not wanted.isdisjoint(source.stems) for source in reading.sources)


def _replaced(name: Name, reading: Reading) -> tuple[str, Statement | None]:
    """What a copied sentence has in the place of a name."""
    for edit in reading.edits:
        if any(name.start <= word.start < name.end for word in edit.added) and edit.removed:
            first, last = edit.removed[0].start, edit.removed[-1].end
            return edit.source.text[first:last], edit.source
    return "", None


def _alike(name: Name, reading: Reading) -> tuple[str, Statement | None]:
    """The name of the text that is most alike, and where it stands."""
    found = [(other, source) for source in reading.nearest for other in names(source) if other.marked]
    scored = [(fuzz.ratio(name.text.lower(), other.text.lower()), -i) for i, (other, _) in enumerate(found)]
    best, place = max(scored, default=(0.0, 0))
    return (found[-place][0].text, found[-place][1]) if best >= _ALIKE else ("", None)
