"""Nothing in, words and what says their opposite out: the tables that false premises are found by."""

from __future__ import annotations

import re

Pole = tuple[re.Pattern[str], re.Pattern[str]]

_LITTLE = (
    r"(?:barely|hardly|scarcely|minimal(?:ly)?|negligibl[ey]|little|(?:do|does|did) not|doesn['’]t|no"
    r"|without) (?:\w+ ){0,2}?(?:affect\w*|impact\w*|influenc\w*|effects?|reduc\w*|loss\w*|los(?:e|ing)"
    r"|drop\w*|degrad\w*|hurt\w*|harm\w*|compromis\w*|sacrific\w*)"
)
_KEEP = r"preserv\w*|maintain\w*|retain\w*|improv\w*|boost\w*|enhanc\w*"


def _pole(one: str, two: str) -> Pole:
    return re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{two})\b", re.I)


POLES = tuple(
    _pole(one, two)
    for one, two in (
        (
            r"increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|grow(?:s|ing)?|larger|bigger|worsen\w*|amplif\w*"
            r"|caus(?:e|es|ed|ing)|intensif\w*|ris(?:e|es|ing)",
            r"reduc\w*|decreas\w*|lower\w*|smaller|shrink\w*|diminish\w*|vanish\w*|mitigat\w*"
            r"|suppress\w*|alleviat\w*|overcom\w*|prevent\w*|eliminat\w*|cut(?:s|ting)?|sav(?:e|es|ing)",
        ),
        (
            r"slow(?:er|s|ed|ing)?(?: down)?|drop\w*|longer|lengthen\w*|prolong\w*",
            r"fast(?:er)?|speed\w*|accelerat\w*|constant\w*|regardless|higher than|shorten\w*"
            r"|reduc\w+ (?:[\w-]+ ){0,2}?(?:time|latency)",
        ),
        (
            r"los(?:e|es|ing) to|underperform\w*|worse|behind|fails?|failed|inferior|less accurate",
            r"outperform\w*|surpass\w*|exceed\w*|better|best|superior|more accurate|high performance"
            r"|excel\w*|accurately|succeed\w*|successfully",
        ),
        (
            r"needs?|requir(?:e|es|ing)|rel(?:y|ies)|depends?|uses?|involv\w*|adds?|introduc(?:e|es)",
            r"without|free from|no|(?:not|never|n['’]t) (?:\w+ )?(?:need|requir\w*|rely|depend|us(?:e|ing)"
            r"|involv\w*|add|introduc\w*)|eliminat\w*|avoid\w*|remov\w*"
            r"|instead of(?! (?:all|every|the (?:whole|entire|full)))",
        ),
        (r"adds?|costs?", r"reduc\w*|sav(?:e|es|ing)|cuts?|cutting|lower(?:s|ing)?|shorten\w*"),
        (
            r"giv(?:e|es|ing) up|sacrific\w*|abandon\w*|los(?:e|es|ing)|hurts?|harms?|degrad\w*|suffers?"
            r"|drops?",
            rf"{_KEEP}|provid\w*|keep\w*|lossless\w*|no (?:\w+ )?(?:loss|drop|degradation)|{_LITTLE}",
        ),
        (
            r"improv\w*|help(?:s|ed|ing)?|boost\w*|benefit\w*|enhanc\w*",
            r"negative(?:ly)? (?:effects?|affect\w*|impact\w*)|hurts?|harm(?:s|ed|ing)?|degrad\w*|worsen\w*"
            r"|detriment\w*",
        ),
        (
            r"chang(?:e|es|ed)|alter(?:s|ed)?|affect(?:s|ed)?|influenc(?:e|es|ed)|impact(?:s|ed)?",
            rf"{_LITTLE}|unchanged|unaffected|intact",
        ),
        (
            r"emerg\w*|appear\w*|aris(?:e|es|ing)|develops?",
            r"already (?:exist\w*|present|there)|from the (?:start|beginning|outset)|at initiali[sz]ation",
        ),
        (r"quadratic(?:ally)?", r"(?:near-|sub)?linear|sub-?quadratic"),
        (
            r"(?:well|best|ideally|better) suited",
            r"(?:not|poorly|ill)[- ](?:well )?suited|unsuited|unsuitable",
        ),
    )
)
"""What a question may take for granted, and what says the opposite."""

GOOD = re.compile(
    r"qualit|accura|perform|fidelit|capabil|robust|helpful|utilit|safet|precis|express|coverage|diversit"
    r"|fluenc|faithful|reliab|coheren"
)
"""Stems of what is good in itself: lowering it is the opposite of keeping it."""
LOWERED = _pole(r"lower\w*|reduc\w*|decreas\w*|cost(?:s|ing)?|worsen\w*", rf"{_KEEP}|better|higher|{_LITTLE}")

_DEGREES = (
    (r"high(?:er)?|strong(?:er|ly)?", r"low(?:er)?|weak(?:er|ly)?|little"),
    (r"large(?:r)?|big(?:ger)?|huge", r"small(?:er)?|tiny|compact"),
    (r"more|many|several|multiple|numerous", r"less|fewer|few|(?:only )?(?:one|a) single|only one"),
    (r"(?:\w+ly )?expensive|costly", r"(?:\w+ly )?(?:inexpensive|cheap(?:er)?)"),
    (r"complex|complicated", r"simple(?:r)?"),
    (r"long(?:er)?", r"short(?:er)?"),
    (r"hard(?:er)?|difficult", r"easy|easier"),
    (r"slow(?:er)?", r"fast(?:er)?"),
)
DEGREES = tuple(_pole(*pair) for one, two in _DEGREES for pair in ((one, two), (two, one)))
"""What stands before a thing and tells how much or how good it is, and what says the opposite."""

_TRAINING_DATA = r"(?! (?:data|sets?|examples?|samples?|corp))"
UNTRAINED = re.compile(
    r"\b(?:(?:re-?)?training|fine-?tuning|tuning)[- ]free\b"
    r"|\bwithout (?:(?:any|the|need|for|requiring|additional|further|extra|costly|overhead|or|model) )*"
    rf"(?:re-?train|train|fine-?tun|tun)ing\b{_TRAINING_DATA}"
    rf"|\bno (?:(?:additional|further|extra) )?(?:re-?training|fine-?tuning|training)\b{_TRAINING_DATA}"
    r"|\bdispens\w+ with (?:both |any )?training\b"
    r"|\b(?:not|n't) (?:require|need) (?:(?:any|additional|further) )?"
    r"(?:re-?training|fine-?tuning|training)\b",
    re.I,
)
"""Says that a method does without training."""
