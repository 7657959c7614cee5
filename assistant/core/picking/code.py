"""A question for papers with code and an abstract in, the sentence that shares the code out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.picking.criterion import Criterion
from assistant.core.understanding.vocabulary import content

_CODE = r"(?:source )?code(?:base)?s?"
_GIVE = r"(?:releas|publish|provid|shar|open-? ?sourc|offer|giv|mak)(?:e|es|ed|ing)?|hav(?:e|ing)|has|with"
_ASKED = re.compile(
    rf"\b(?:{_GIVE}) (?:[\w-]+ ){{0,3}}?{_CODE}"
    r"(?=\W*$| (?:available|online|public|publicly|on github|and (?:data|models?|weights|checkpoints))\b)"
    rf"|\b{_CODE} (?:that )?(?:(?:is|are|was) )?(?:(?:publicly|openly|freely) )?"
    r"(?:available|released|public|open)\b"
    r"|\bopen-? ?source(?:d|s)? (?:papers|works|projects)\b",
    re.I,
)
_SHARED = re.compile(
    rf"\b{_CODE}\b[^;]{{0,90}}?\b(?:available|releas\w+|public\w*|provided|found|accessible|open-?sourc\w+|https?:)"
    rf"|\b(?:releas|shar|open-?sourc|provid|publish)\w* (?:[\w-]+,? ){{0,4}}?{_CODE}\b"
    r"|\b(?:github|gitlab)\.com/|\bcode: http|\bopen-?sourced? (?:at|the|our|all|its|it|as)\b",
    re.I,
)
_FRAME = re.compile(
    rf"\b(?:{_GIVE}|{_CODE}|papers?|works?|which|what|list|find|show|their|its|publicly|freely|openly|public|open"
    r"|available|online|github|source|data|models?|weights|checkpoints|that|made)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class SharedCode(Criterion):
    """The code of a paper, which others may run."""

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence says where the code is, or that it will be released."""
        return bool(_SHARED.search(sentence))


def code_asked_for(question: str) -> SharedCode | None:
    """What 'papers that release their code' share; None for other questions."""
    if not _ASKED.search(question):
        return None
    return SharedCode(" ".join(content(_FRAME.sub(" ", question))))
