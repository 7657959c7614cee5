"""A question in, the thing that it wants done without out: 'methods that need no labels'."""

from __future__ import annotations

import re
from typing import NamedTuple

_NEED = r"(?:need|requir|us|involv|tak|rel(?:y|ies)|depend|add|introduc|demand|employ)(?:e|s|es|ing)?(?: on)?"
_WORK = r"methods?|approach(?:es)?|techniques?|algorithms?|models?|systems?|decoding|inference|adaptation"
_THING = (
    r"(?P<thing>(?:(?!(?:to|for|in|on|of|at|by|with|from|and|or|but|while|when|yet|as|than|that|which|is|are|do"
    r"|does|can|across|during)\b)[\w-]+ ?){1,4})"
)
_FORGONE = re.compile(
    rf"\b(?:{_NEED} no|without(?: {_NEED}| the need (?:for|of))?"
    rf"|(?:not|(?:do(?:es)?|is|are)n['’]?t) {_NEED}|do(?:es|ing)? without|dispens(?:e|es|ing) with|free of"
    r"|do(?:es|ing)? away with|get(?:s|ting)? rid of|abandon(?:s|ing)?|with no|\Ano)"
    rf" {_THING}|\b(?P<free>[\w-]+)(?:-free\b(?=[\w -]*\w)| free(?= (?:{_WORK})\b))",
    re.I,
)
_EITHER_WAY = re.compile(r"\bwith (?:and|or) without\b", re.I)
_OR = re.compile(
    r"^\s*(?:or|nor) (?:(?:any|further|extra|additional) )?[\w-]+(?: of (?:the|an?|its) [\w-]+)?", re.I
)
"""The other thing that is denied in the same breath: 'no training or fine-tuning of the model'."""
_DOING = re.compile(r"(?!(?:re|pre)?-?training|(?:fine-?)?tuning|learning)\w+ing")
"""With an object behind it this is no thing but what happens: 'without losing old skills'."""
_WEAK = re.compile(
    r"standard|usual|conventional|classical|ordinary|altogether|entirely|completely|at|all|whatsoever|any"
    r"|additional|extra|further|more|new|costly|expensive|the|an?|its|their"
)
"""Words before a thing that an abstract may leave out: 'no extra training' is told by 'no training'."""


class Forgone(NamedTuple):
    """What is to be done without, in words in lower case, the question less that, and how it says so."""

    thing: tuple[str, ...]
    rest: str
    said: str


def forgone(question: str) -> Forgone | None:
    """None for a question that wants nothing done without."""
    match = _FORGONE.search(question)
    if match is None or _EITHER_WAY.search(question):
        return None
    named = (match["thing"] or match["free"]).lower()
    thing = tuple(word for word in re.findall(r"\w+", named) if not _WEAK.fullmatch(word))
    if not thing or (len(thing) > 1 and _DOING.fullmatch(thing[0])):
        return None
    rest = f"{question[: match.start()]} {_OR.sub('', question[match.end() :])}"
    return Forgone(thing, rest, match[0].strip())
