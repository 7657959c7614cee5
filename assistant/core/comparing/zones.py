"""A paper in, the part of each sentence of its abstract out: what led to the work, others' work, or its own.

Argumentative zones (Teufel & Moens 2002) by surface cues: what comes before the first sentence that tells of
the paper itself is background, however it is worded.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.core.rhetoric import commands_its_reader, names_method, part
from assistant.domain import Paper

Zone = Literal["background", "prior", "own"]

_OWN = re.compile(
    r"\b(we|our|us|authors?|herein)\b"
    r"|\b(this|the (present|current)) (\w+ )?(paper|work|study|article|report|research|survey|thesis|review"
    r"|trial)\b"
    r"|\b(this|the (present|current|proposed)) (new |novel )?(method|model|approach|algorithm|technique"
    r"|framework|system)\b"
    r"|^((to|this|the|our|aims?|an?) (\w+ ){0,3}?)?(determine|assess|evaluate|examine|investigate|compare"
    r"|describe|aim|aims|objective|purpose|goal)\b"
    r"|\b(new|novel) (\w+[ -]){0,4}(is|are) (proposed|presented|introduced|derived|described|developed)\b",
    re.I,
)
_STUDY = re.compile(
    r"\b(was|were) (\w+ly )?(randomi[sz]ed|enrolled|included|recruited|assigned|treated|reviewed|collected"
    r"|compared|analy[sz]ed|assessed|measured|evaluated|performed|conducted|surveyed|interviewed|obtained)\b"
    r"|\b(randomi[sz]ed|retrospective|prospective|cross-sectional|case-control|cohort)\b"
    r"|\b\d+ (\w+ ){0,3}(patients|participants|women|men|children|subjects)\b",
    re.I,
)
"""How studies of people tell what was done, which seldom say 'we'."""

_EARLIER = re.compile(r"\b(in|from) (an?|our|the) (previous|earlier|prior) (paper|work|study|article)", re.I)
_OTHERS_FAIL = re.compile(
    r"\b(previous|existing|prior|current|conventional|traditional) (\w+[ -]){0,4}(methods?"
    r"|implementations?|approach(es)?"
    r"|models?|works?|techniques?|systems?|algorithms?|solutions?|studies)\b[^.;]{0,60}"
    r"\b(cannot|can't|fail|suffer|struggle|lack|ignore|limited|rely|relies|require|damage|either|only|are"
    r"|is|remain)\w*\b",
    re.I,
)
_NEVER = re.compile(r"^(to date|to the best of|despite|although|existing|previous|prior)\b", re.I)


def zones(paper: Paper) -> tuple[Zone, ...]:
    """The zone of each sentence, in order.

    An abstract that never speaks of itself has no background: nothing tells where it would end.
    """
    texts = [paper.sentence(number) for number in range(1, len(paper.sentences) + 1)]
    speaks = [_speaks_of_itself(text, paper.title) for text in texts]
    start = speaks.index(True) if True in speaks else 0
    return tuple(_zone(text, paper.title, n < start, speaks[n]) for n, text in enumerate(texts))


def _zone(text: str, title: str, before: bool, speaks: bool) -> Zone:
    if before:
        return "background"
    if _EARLIER.search(text) or commands_its_reader(text):
        return "prior"
    if _OTHERS_FAIL.search(text) and not re.search(r"\b(we|our)\b", text, re.I):
        return "prior"
    return "own" if speaks or part(text, title) != "prior" else "prior"


def _speaks_of_itself(text: str, title: str) -> bool:
    if _NEVER.search(text):
        return bool(re.search(r"\b(we|our)\b", text, re.I))
    return bool(names_method(text, title) or _OWN.search(text) or _STUDY.search(text))
