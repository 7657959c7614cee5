"""A question with words cut short as people type them in, the same with the words written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_WRITTEN_OUT: Mapping[str, str] = {
    "acc": "accuracy",
    "approx": "approximately",
    "attn": "attention",
    "avg": "average",
    "bc": "because",
    "cmp": "compare",
    "diff": "difference",
    "diffs": "differences",
    "imgs": "images",
    "img": "image",
    "lang": "language",
    "langs": "languages",
    "mdl": "model",
    "mdls": "models",
    "nr": "number",
    "param": "parameter",
    "params": "parameters",
    "perf": "performance",
    "refs": "references",
    "sents": "sentences",
    "thru": "through",
    "abt": "about",
    "wrt": "with respect to",
}
"""Abbreviations of everyday notes; a collection that has one itself means it."""
_SHORT = re.compile(rf"(?<![\w-])(?:{'|'.join(_WRITTEN_OUT)})(?![\w-])")
_SLASHED = (
    (re.compile(r"(?<!\w)w/o(?!\w)", re.I), "without"),
    (re.compile(r"(?<!\w)w/(?=\s)", re.I), "with"),
)
_AND = re.compile(
    r"(?<=\w)(?<!\btop)(?<!\bfirst)(?<!\blast)(?<!\bbest)(?<!\bof)(?<!\bfor)(?<!\bwith)(?<!\bby)(?<!\bthe)"
    r"(?<!\bevery)(?<!\beach)(?<!\bany)(?<!\bnumber) n (?!grams?\b|times\b|and\b|or\b)(?=\w)"
)
"""'n' between two words, where it is no number."""


def written_out(text: str, known: Callable[[str], bool]) -> str:
    """The text with its abbreviations written out, but for those that are words by `known`."""
    for pattern, words in _SLASHED:
        text = pattern.sub(words, text)
    text = _AND.sub(" and ", text)
    return _SHORT.sub(lambda short: short[0] if known(short[0]) else _WRITTEN_OUT[short[0]], text)
