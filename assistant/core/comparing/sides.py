"""A comparing question in, the sides that it compares and what it asks of them out.

'The paper on tea and the one on lamps: which is older?' has the sides 'tea' and 'lamps'. Each side can then
be searched for by itself: two descriptions in one sentence match neither paper well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.comparing.dividing import divided
from assistant.core.comparing.frames import COINED, FRAMES, MADE, MASK, NAMED, WORK, Frame
from assistant.core.understanding.vocabulary import AUXILIARIES, content, words
from assistant.domain import Span

_MOST = 6
"""Sides that are told apart."""
_NAME = 4
"""Most words of a side that is the name of a method."""
_LONGEST = 24
"""Words of a side."""
_IN_LIST = 8
"""Words of a side in a list."""
_AT_LENGTH = 3
"""Words of a side that tell which paper is meant, where nothing else tells that papers are compared."""

_ON_THE_OTHER = re.compile(r" on the other\b(?: hand\b)?,?", re.I)
_ABOUT = re.compile(
    r"\b(?:papers|works|studies|(?:two|three|both|these|the) (?:ways|methods|approaches|techniques"
    r"|strategies))"
    r" (?:about|on|of|to|for) (?P<topic>[^,:;?]+)"
    r"|\b(?:the|these|those|two|three) (?P<kind>(?:[\w-]+ ){1,4}?)"
    r"(?:papers|works|studies|methods|approaches):"
    r"|^(?P<before>(?:(?!\b(?:one|ones|is|are|was|were)\b)[^,:;?])+), (?:there (?:was|is|were|are) )?one\W*$",
    re.I,
)
"""What the sides have in common: 'two papers about lamps, one of tin and one of glass', 'lamps, one ..'."""
_ON = re.compile(r"^(?:(?:that|those|the ones?) )?(?P<on>on|in|of|about|for|with|by|from|at)\s", re.I)
_HEAD_ENDS = r"\s+{on}\s"
_QUANTITY = frozenset(("much", "many", "more", "less", "most", "least", "better", "worse", "far", "same"))
"""What asks how much of something, and describes no paper."""
_ASKING = re.compile(
    r"^(?:by )?(?:how|what|which|where|why)\b(?: (?:much|many|far|well))?"
    r" (?:do|does|did|are|is|can|has|have) ",
    re.I,
)
_AMPERSAND = re.compile(r"(?<=\s)(&)(?=\s)")
_COMPARED = re.compile(r",?\s+(?:compared|in comparison|as opposed|relative) (?:to|with)\s*$", re.I)
_ANOTHER = re.compile(r", the (?:one|paper|work|study|article)\b", re.I)
_LEADS = re.compile(
    r"^(?:(?:how|but|so|then|there (?:was|is)|some other|both|either|between|the|an?|those|that|these|this|"
    r"ones?(?= (?:that|on|about|which|with|for|of))|papers?|works?"
    r"|study|studies|article"
    r"|method|called|titled|which|is|are|on|about|of|with|for|from"
    r")(?![\w-])\s*)+",
    re.I,
)
_TAIL = re.compile(
    r"\s+(?:papers?|study|work|article|abstract|ones?|respectively|at|on|in|by|for|to|with|of)$", re.I
)
_OF_NAME = re.compile(
    rf"^(?!the (?:[\w-]+ )*{WORK} ).+? (?:of|in|by|between|among|from) (?:the |\w+ing ){{0,2}}"
    r"(?=(?:ª+|[\w-]*[a-z\d][A-Z][\w-]*)$)"
)
_NOBODY = re.compile(
    r"^(?:they|them|their|each)\b|\b(?:and|or|for|of|in|with|the)$"
    r"|^(?:the )?(?:others?|authors?|baselines?|(?:existing|previous|prior"
    r"|other|earlier|traditional|conventional|standard|state-of-the-art|recent)\b.*)$",
    re.I,
)
"""What no single paper can be found for."""
_OTHERS = re.compile(r"(?<!where )\b(?:they|them|their|each)\b", re.I)
"""What refers to the other side, unless the words around can only compare."""
_NAME_FOR = re.compile(r"^(?:ª[^\s]*|[\w-]*[a-z\d-][A-Z][\w-]*)(?= (?:for|on|in|when|at|over|under|as)\b)")
_IS_NAME = re.compile(rf"ª|^\W*(?:the )?(?:[A-Z][\w-]* )?{NAMED}(?: [\w-]+)?\W*$")
_A_PAPER = re.compile(
    r"^(?:the|that|this|some|another|an?)\b.*\b(?:papers?|study|work|article|abstract|survey|analysis|comparison)\b"
    r"|^the one\b|^that "
    r"|^(?!(?:which|what|how|each|both|this|any|no)\b)(?:[\w'’-]+ ){2,8}(?:paper|study|article)$",
    re.I,
)
_EACH = re.compile(r"\s+(?:each|both)\b", re.I)
_A_WORK = re.compile(
    rf"^the (?:[\w-]+ ){{2,8}}?{MADE}$"
    rf"|^the (?:[\w-]+ ){{0,6}}?(?:{WORK}|hybrid) (?:that|which|on|about|of|for|with|without|against|between)"
    r"(?! (?:it|its|the (?:paper|authors?))\b)(?!.* (?:it|its)$)(?: [^\s]+){2,}$",
    re.I,
)
"""What is a paper beside a paper's name: 'X and the incremental decoding approach'."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What a question compares."""

    texts: tuple[str, ...]
    """The sides that no name of a paper stands in, in the order of the question."""
    named: int
    """How many sides hold the name of a paper."""
    rest: str
    """The question without its sides: what is asked of each."""
    surely: bool
    """Whether every side is a name or 'the paper on ...': then it compares, however it is put."""
    always: bool
    """Whether its words can mean nothing else: then even 'what do papers ...' compares."""


def sides_of(text: str, names: Sequence[Span] = ()) -> Sides | None:
    """The sides of a question; `names` are where it names papers. None when it does not tell them apart."""
    text, names = _with_and(text, names)
    masked = text
    for name in names:
        masked = masked[: name.start] + MASK * (name.end - name.start) + masked[name.end :]
    found = (_sides(text, masked, *reading) for reading in _found(masked))
    return next((sides for sides in found if sides is not None), None)


def _with_and(text: str, names: Sequence[Span]) -> tuple[str, list[Span]]:
    """The text with 'and' for each '&' outside names, and where the names stand then."""
    places = [match.start(1) for match in _AMPERSAND.finditer(text)]
    free = [place for place in places if not any(name.start <= place < name.end for name in names)]
    read = "".join("and" if place in free else letter for place, letter in enumerate(text))
    longer = len("and") - 1
    shifts = [longer * sum(place < name.start for place in free) for name in names]
    return read, [Span(n.start + by, n.end + by) for n, by in zip(names, shifts, strict=True)]


def _found(masked: str) -> Iterator[tuple[list[Span], Frame]]:
    """Where the sides of each reading stand, and how surely its words compare."""
    for kind, patterns in FRAMES:
        for match in filter(None, (pattern.search(masked) for pattern in patterns)):
            if "one" in match.groupdict():
                if _ANOTHER.search(match["one"]):
                    continue
                yield [_of_two(masked, match, "one"), _of_two(masked, match, "two")], kind
            else:
                comparing = re.match(r"compar|contrast", match[0], re.I)
                yield divided(masked, Span(*match.span("items")), bool(comparing)), kind


def _of_two(masked: str, match: re.Match[str], group: str) -> Span:
    asking = _ASKING.match(match[group])
    return Span(match.start(group) + (asking.end() if asking else 0), match.end(group))


def _sides(text: str, masked: str, parts: Sequence[Span], frame: Frame) -> Sides | None:
    parts = [_only_name(masked, part) for part in parts]
    surfaces = [masked[part.start : part.end] for part in parts]
    if not 2 <= len(parts) <= _MOST or not all(map(_may_be_found, surfaces)):
        return None
    if frame != "always" and any(map(_OTHERS.search, surfaces)):
        return None
    each = bool(_EACH.match(masked[parts[-1].end :]))
    least = _AT_LENGTH - each
    if frame == "described" and not all(len(content(surface)) >= least for surface in surfaces):
        return None
    names = [bool(COINED.search(surface)) and len(surface.split()) <= _NAME for surface in surfaces]
    if frame == "listed" and not _are_listed(surfaces):
        return None
    surely = (
        frame in ("always", "listed", "described")
        or (each and any(MASK in surface for surface in surfaces))
        or all(_is_paper(surface, MASK in masked) for surface in surfaces)
    )
    if frame == "names" and not surely and not any(names):
        return None
    if frame == "papers" and not all(MASK in s or _A_PAPER.search(s) for s in surfaces):
        return None
    whole = _with_heads([text[part.start : part.end] for part in parts])
    named = [MASK in surface for surface in surfaces]
    told = [not one and not (sum(named) > 1 and _apposed(masked, parts, n)) for n, one in enumerate(named)]
    described = [_described(words) for words, side in zip(whole, told, strict=True) if side]
    if not all(re.search(r"\w{2}", words) for words in described):
        return None
    if len(parts) == 2 and text[parts[0].end : parts[1].start].strip() in ("and", "or"):
        described = _whole(described)
    before = text[: parts[0].start]
    if about := _ABOUT.search(before):
        shared = (about["topic"] or about["kind"] or about["before"]).strip()
        described = [f"{shared} {side}" for side in described]
        before = f"{shared}: " if about["before"] else before
    between = text[parts[0].end : parts[1].start] if len(parts) == 2 else ""
    between = _COMPARED.sub("", between) if len(content(between)) > _AT_LENGTH else ""
    after = text[parts[-1].end :]
    rest = _ON_THE_OTHER.sub("", f"{before} {between} {after.lstrip(' ,') if ': ' in before else after}")
    return Sides(tuple(described), sum(named), " ".join(rest.split()), surely, frame == "always")


def _is_paper(surface: str, beside_name: bool) -> bool:
    """Whether words can only mean a paper; beside the name of another one fewer tell it."""
    told = _IS_NAME.search(surface) or _A_PAPER.search(surface)
    return bool(told or (beside_name and _A_WORK.search(surface)))


def _are_listed(surfaces: Sequence[str]) -> bool:
    """Whether the parts of a list are papers: one has its name, or each is told in several words."""
    named = any(MASK in surface for surface in surfaces)
    told = all(len(content(surface)) > 1 for surface in surfaces)
    short = all(len(s.split()) <= _IN_LIST and AUXILIARIES.isdisjoint(words(s)) for s in surfaces)
    return short and (named or told)


def _apposed(masked: str, parts: Sequence[Span], number: int) -> bool:
    """Whether a part beside two names is no further one: 'X, a fast method, and Y' compares X and Y.

    A name is, and so is 'the ...' that no comma ends: 'X, the fast method and Y'.
    """
    part = masked[parts[number].start : parts[number].end]
    if COINED.search(part) or part[0].isupper():
        return False
    behind = masked[parts[number].end : parts[number + 1].start] if number + 1 < len(parts) else ""
    return not re.match(r"the ", part) or behind.startswith(",")


def _may_be_found(surface: str) -> bool:
    """Whether words may describe one paper: not too many, and something else than 'they' or 'how much'."""
    says = (
        MASK in surface or any(word not in _QUANTITY for word in content(surface)) or COINED.search(surface)
    )
    return bool(says) and len(surface.split()) <= _LONGEST and not _NOBODY.search(surface)


def _with_heads(sides: Sequence[str]) -> list[str]:
    """'Studies on tin' and 'on glass' are studies on tin and studies on glass."""
    whole = list(sides[:1])
    for side in sides[1:]:
        on = _ON.match(side.strip())
        head = re.split(_HEAD_ENDS.format(on=on["on"]), sides[0], maxsplit=1, flags=re.I) if on else [""]
        own = side.strip()[on.start("on") :] if on else side
        whole.append(f"{head[0]} {own}" if len(head) > 1 and content(head[0]) else side)
    return whole


def _only_name(masked: str, part: Span) -> Span:
    """'Cache savings of X' asks for cache savings, 'X for translation' for translation: the side is X."""
    before = _OF_NAME.match(masked[part.start : part.end])
    start = part.start + (before.end() if before else 0)
    after = _NAME_FOR.match(masked[start : part.end])
    return Span(start, start + after.end() if after else part.end)


def _described(words: str) -> str:
    return _TAIL.sub("", _LEADS.sub("", words.strip(" ,.?!"))).strip(" ,.?!")


def _whole(sides: Sequence[str]) -> list[str]:
    """'Linear' beside 'softmax attention' means 'linear attention'."""
    last = sides[-1].split() if sides else []
    if len(last) != 2 or not sides[-1].islower():
        return list(sides)
    return [f"{side} {last[1]}" if side.islower() and " " not in side else side for side in sides]
