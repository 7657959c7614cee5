"""How questions put two things side by side: patterns with the groups `one` and `two`, or `items`.

The names of papers are masked before: each letter of a name is MASK.
"""

from __future__ import annotations

import re
from typing import Literal

MASK = "ª"
"""What stands for each letter of a paper's name while a question is taken apart."""

COINED = re.compile(r"\b(?:[A-Za-z]+[A-Z][\w-]*|[A-Z]{2,}[\w-]*|[A-Za-z]+-?\d[\w-]*)\b|ª")
"""A word that looks like the name of a method, or the mask of one."""

MEASURE = (
    r"(?:[\w-]+ )?(?:costs?|speed(?:-?ups?)?|latency|throughput|memory(?: use| usage| footprint| consumption"
    r"| savings?)?|accuracy|perplexity|quality|performance|complexity|efficiency|energy(?: use| usage"
    r"| consumption)?|robustness|scalability|run-?time|(?:training|inference|running) time|compute|flops"
    r"|parameter counts?|model size|generali[sz]ation|interpretability|expressiveness|stability)"
)
"""What methods are measured by: at the end, behind 'in', 'on' or 'by', an aspect and no part of a side."""
MEASURES = rf"{MEASURE}(?:(?:,? (?:and|or)|,) {MEASURE})*"
_STOP = (
    rf"(?=\s(?:in|on|by) (?:(?:their|the) )?{MEASURES}\W*$"
    r"|$|[?;!]|[:.]\s|[:.]$|\s[-–—]\s|,? (?:how|what|which|where|why|when|whether|in terms of"
    r"|with respect to|with regard to|regarding|concerning|in the way|in how|in what|when it comes to"
    r"|each|both|and (?:how|what|which))\b)"
)
_NO_DASH = r"(?:(?! [-–—] |\.\.|…)[^?:;])+?"
NAMED = r"(?:ª\S*|[A-Za-z]+[A-Z][\w-]*|[A-Z]{2,}[\w-]*|[A-Za-z]+-?\d[\w-]*)"
_KIND = r"(?:paper|study|article)"
WORK = (
    r"(?:paper|study|article|work|method|approach|technique|system|framework|model|algorithm|architecture"
    r"|benchmark|survey|analysis|dataset|corpus)"
)
MADE = rf"(?:{WORK}|classifier|network|predictor|parser|tagger|re-?ranker|learner|generator|transformer)"
_OF = r"(?:that|which|on|about|of|for|with|by|from)"
_SAYS = (
    r"(?: (?:each |both )?(?:say|report|claim|find|show|differ|compare|use|tell|propose|agree|disagree|give"
    r"|get|achieve|reach)\b)"
)
_DO = (
    r"(?: (?:each |both )?(?:say|report|claim|find|show|differ|compare|use|tell|propose|agree|disagree|give"
    r"|get|achieve|reach|explain|handle|deal|treat|measure|define|reduce|improve|address|approach|solve|choose"
    r"|train|test|evaluate|need|require|build|combine|cope|avoid|make|work|do|look|learn|select|model|view|describe"
    r"|perform|scale|apply|rely|try|want|keep|cut|add|offer|tackle|state|mean|change|modify|alter|adapt|extend|encode"
    r"|represent|generate|detect|predict|identify|extract|process|rank|retrieve|align|fuse|integrate|incorporate"
    r"|exploit|leverage|employ|adopt|introduce|produce|obtain|compute|estimate|assess|collect|annotate|analy[sz]e)\b)"
)
_DO_MORE = r"(?:pick|intervene|decide|balance|capture|split|store|share|weigh|allocate|gain|judge)"
"""What several papers do, as in 'how do the papers on X and on Y explain Z?'."""
_ANOTHER = r"(?:that|this|the|some|another|a|one)(?: other| second)?"
_DONE = r"(?: (?:tested|evaluated|trained|measured|built|made|applied|used|scored?|ranked?)\b)"
_NOUN_TOO = r"(?:approach|work|model|measure)"
_NO_NOUN = rf"(?! {_NOUN_TOO}(?: [\w-]+)?(?: {_OF} [^?:;]+?)?{_DO})"
_DOES = rf"(?<!\bthe)(?<!\ban)(?<!\ba)(?<!\bthat)(?:{_NO_NOUN}{_DO}|{_DONE})"
"""What is no noun before what they do: 'how do X and the new approach (to Y) handle Z?'."""
_EXPLAIN = (
    r"(?:(?<! to)(?<! can) (?:each |both )?(?:explain|handle|deal with|describe|define|solve|cope with|choose"
    r"|measure how|evaluate|avoid|justify|motivate)\b)"
)
"""What papers do that is neither a noun nor an ending of a description."""
_ASKS = r"\b(?:how|what|which|where|why|when)\b"
_AUX = r"\b(?:do|does|did|is|are|was|has)"
_DIVIDED = r"(?:: |, | [-–—] |\.\.\.? ?|… ?)"
_OF_BOTH = (
    r"(?=[^?]*\b(?:(?:do|did|are|have) (?:they|each|both|(?:the|these) (?:two|three))\b"
    r"|does each\b(?! \w+ (?:is|are|has|have|do|does)\b)"
    r"|each (?:one |of them )?(?:uses?|does|do|says?|needs?|reports?|gets?|has)\b))"
)
"""How a question behind things side by side asks of all of them: 'X and Y, what does each need?'."""
_THIS = rf"(?:{WORK}|ones?)"
_OTHER_ONE = (
    r"(?:\w+ )?(?:first|second|third|last|other|same|only|right|wrong|former|latter|previous|new|old)\b"
)
_ALWAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:^|[.:] )on (?:the )?one hand,? (?:there (?:is|are) )?(?P<one>[^?:;]+?),? (?:and |but |while )?"
        r"on the other\b(?: hand\b)?,? (?:there (?:is|are) )?(?P<two>[^?:;.]+)",
        r"(?:^|:\s)(?P<one>[^?:;]+?),? on (?:the )?one hand,? (?:and |but |while )?(?P<two>[^?:;]+?)"
        r",? on the other\b(?: hand\b)?,?",
        r"\b(?:these|those|the (?:two|three|four|following)) (?:\w+ )?(?:papers|works|methods"
        r"|models|approaches|studies|techniques|systems|corpora|datasets|benchmarks"
        r"|surveys)\b[^:]*:\s+(?!how|what|which|where|why|do|does|is|are)(?P<items>[^?:;]+?)\W*$",
        r":\s+(?P<items>the (?:one|paper) [^?:;]+?(?:,| and) the (?:one|paper) [^?:;]+?)\W*$",
        rf"\bwhat (?:do|did) the (?:papers|works|studies) (?:on|about) "
        rf"(?P<items>[^?:;]+?, [^?:;]+? and [^?:;]+?){_SAYS}",
        r"\bwhich of (?P<items>[^?:;]+?, [^?:;]+? (?:and|or) [^?:;]+?) "
        r"(?:needs?|is|are|has|have|uses?|does|works?|gives?|reports?|runs?|requires?|achieves?"
        r"|reach(?:es)?|gets?|claims?)\b",
        rf"(?P<one>\bthe (?:[\w-]+ ){{1,6}}?{_KIND}),? (?:and|or|than) "
        rf"(?P<two>(?:the )?(?:[\w-]+ ){{1,6}}?{_KIND})\b",
        rf"(?P<one>\bthe (?!{_OTHER_ONE})(?:[\w'’-]+ ){{1,8}}?one),? "
        r"(?:and|or|than|versus|vs\.?|against|compared (?:to|with)) "
        rf"(?P<two>the (?!{_OTHER_ONE})(?:[\w'’-]+ ){{1,8}}?one)\b",
        r"\b(?:how|what|why|where) (?:do|does|did) (?:the|these|those) (?:two )?(?:papers|works|studies) "
        rf"(?P<items>(?P<on>on|about) [^?:;]+? and (?P=on) [^?:;]+?){_DO}",
        rf"\b(?P<one>the {_THIS} {_OF} [^?:;]+?),? (?:and|or|than) "
        rf"(?P<two>(?:the (?:{_KIND}|ones?)|that|another) (?:that|which|on|about|of) [^?:;]+?)"
        rf"(?={_SAYS}|{_EXPLAIN}|{_STOP})",
        rf"\b(?P<one>the {WORK} {_OF} [^?:;]+?) and (?P<two>the {WORK} {_OF} [^?:;]+?){_SAYS}",
        rf"\b(?P<one>the {_THIS} {_OF} [^?:;]+?),? "
        r"(?:versus|vs\.?|against|next to|beside|compared (?:to|with)) "
        rf"(?P<two>(?:the (?:{WORK}|ones?)|that|another) {_OF} [^?:;]+?){_STOP}",
        rf"^\W*(?P<items>{_NO_DASH} (?:and|or|versus|vs\.?|against) {_NO_DASH}){_DIVIDED}"
        r"(?=[^?]*\b(?:(?:the|these) two (?:papers|works|methods|studies|models|approaches)"
        r"|(?:do|did|are|have) they)\b)",
        rf"(?P<one>(?-i:{NAMED})),? (?:and|or|vs\.?|versus|than) "
        rf"(?P<two>(?:that|this) other (?:one\b)?[^?:;,]+?)(?=,|\s(?:{_ASKS})|{_STOP})",
        r"\bwhich (?:one|of (?:the two|them|these)|paper|method|approach|work|study)\b[^,:?]*[,:] "
        r"(?P<items>[^?:]+ or [^?,:]+?)\W*$",
        r"\bwhich (?:\w+ )?(?:\w+ )?(?:better|worse|(?!other|number)\w+er|(?:more|less) \w+)\b[^,:?]*[,:] "
        r"(?P<items>[^?,:]+ or [^?,:]+?)\W*$",
        r"\bbetween (?P<items>[^?:;]+? and [^?:;,]+?), (?:which|what|who|where)\b",
        r"\b(?P<on>for|in|on|at|of|according to) (?P<one>[^,?;:]+?),? and (?:how|what|which)(?: \w+)? "
        r"(?P=on) (?P<two>[^?;:,]+?)\W*$",
        r"(?:^|[.:;] )(?P<one>[^?:;.]+?),? (?:and |so |but )?how(?:'s| is| was| does) (?:that|this|it) "
        rf"(?:any )?(?:differ|compare)\w* (?:from|to|than|with) (?P<two>[^?:;]+?){_STOP}",
        r"\beach\b[^:?]*:\s+(?P<items>[^?:;]+?, [^?:;]+?)\W*$",
        rf"\b{_KIND} (?P<one>{_OF} [^?:;,]+?),? (?:and|then) (?:then )?(?:another|the other)"
        rf"(?: one| {_KIND})? (?P<two>{_OF} [^?:;,]+)",
        rf"(?<!the )(?<!other )(?<!th[ai][ts] )(?<!which )\bone(?: {_KIND})? (?P<one>[^?:;.]+?),? "
        r"(?:and |while |but )?(?:one|another|the other)"
        rf"(?: one| {_KIND})? (?P<two>(?:on|about) (?:what|how|why) [^?:;.,]+|[^?:;.]+?){_STOP}",
    )
)
"""Words that can only compare."""

_EXPLICIT = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:compare|contrast|comparing|contrasting) (?!how\b)(?P<items>.+?){_STOP}",
        rf"\b(?:compare|contrast) how (?P<items>{_NO_DASH} and {_NO_DASH})"
        rf"(?:{_DOES}|(?<! to)(?<! and) {_DO_MORE}\b)(?=\s+\w)",
        rf"\b(?:differences?|similarit(?:y|ies)|comparison|trade-?offs?|contrast) (?:between|of|among) "
        rf"(?P<items>.+?){_STOP}",
        r"\bhow (?:do|does|did|are|is) (?P<items>.+?) (?:each |both )?(?:differ|compare|relate|disagree|agree"
        r"|contrast|diverge)\b(?! (?:from|to|with|against))",
        r"\bhow (?!do\b|does\b|did\b|is\b|are\b|much\b)(?P<items>.+?) (?:differ|compare)s?\b"
        r"(?! (?:from|to|with)\b)",
        rf"\bhow (?:does|did|is) (?P<one>(?-i:{NAMED})) (?!differ|compare)[^?:;]+?,? compared (?:to|with) "
        rf"(?P<two>[^?:;]+?){_STOP}",
        r"\bhow (?:do|does|did|is|are) (?P<one>.+?) (?:differ|diverge|different|compare|relate)d? "
        rf"(?:from|to|with|against) (?P<two>.+?)(?: in (?:its|their|the)\b.*)?{_STOP}",
        rf"(?P<items>{_NO_DASH} (?:versus|vs\.?|as against|as opposed to) {_NO_DASH}){_STOP}",
        rf"\b(?:separates?|distinguish(?:es)?|sets?) (?P<one>.+?) (?:apart )?from (?P<two>.+?){_STOP}",
        rf"(?:^|[.:;] )(?:please )?(?:put|set|place|hold) (?P<one>.+?)"
        rf" (?:next to|beside|alongside|against) (?P<two>.+?){_STOP}",
    )
)
"""Words that compare, and what stands around them."""


_IMPLICIT = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^\W*(?P<one>{NAMED}) (?:and|or|vs\.?|versus) (?P<two>{NAMED}) (?=(?:how|what|which|where|why)\b)",
        rf"^\W*(?P<items>{_NO_DASH} (?:and|or) {_NO_DASH})(?=:\s|\s[-–—]\s|, (?:how|what|which|where|why)\b)",
        r"\b(?:what|how|which|where|why|when)\b[^?:]{0,30}? (?:do|does|did|are|is|have|has|can) "
        rf"(?P<items>{_NO_DASH}) (?:each|both)\b",
        rf"^\W*(?P<items>{_NO_DASH}),? (?:each|both)\b",
        r"\bwhich\b[^,:?]+[,:] (?P<items>[^?,:]+ or [^?,:]+?)\W*$",
        rf"\b(?-i:(?:[Bb]oth|[Ee]ither) (?P<one>{NAMED}) (?:and|or) (?P<two>{NAMED}))(?![\w-])",
        rf"\b(?-i:[Ww]hich of (?P<one>{NAMED}) (?:and|or) (?P<two>{NAMED}))(?![\w-])",
        rf"\b(?-i:(?:[Ii]s|[Dd]oes) (?P<one>{NAMED}) or (?P<two>{NAMED}))(?![\w-])",
        rf"\b(?-i:(?P<on>for|of|in|on|by|with|from) (?P<one>{NAMED}) and (?P=on) (?P<two>{NAMED}))(?![\w-])",
        r"^\W*how \w+ (?:are|were) (?P<items>(?:(?! of )[^?:;])+ and (?:(?! of )[^?:;])+?)\W*$",
        r"\bhow much (?:\w+er|(?:more|less) \w+)(?: than [^?:;,]+?)? (?:are|were) "
        r"(?P<one>[^?:;,]+?) and (?P<two>[^?:;]+?)\W*$",
        r"\bwhich\b[^,:?]* (?:more|less|better|worse|most|least|best|(?!other|number)\w+er)[,:] "
        r"(?P<one>[^?,:]+?),? or (?P<two>[^?,:]+?)\W*$",
        rf"{_ASKS}[^?:;,]{{0,40}}? (?:do|did|are|were|have) "
        rf"(?P<items>{_NO_DASH} and {_NO_DASH}){_DOES}",
    )
)
"""Places where names and papers are compared without saying so."""

_BETWEEN_PAPERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_AUX} (?P<one>[^?:;,]+?)(?: \w+)?,? (?:and|or|but|while) {_ASKS}[^?:;,]*?"
        rf"{_AUX} (?P<two>[^?:;]+?)(?: \w+)?\W*$",
        rf"(?P<one>(?-i:{NAMED}))[^?:;]*? (?:and|then|also|plus|there was)"
        r"(?: then| also| there was| there is| i remember){0,3} "
        rf"(?P<two>{_ANOTHER} {_KIND} (?:where|that|which|with|about|on) [^?:;,]+)",
        rf"\bof (?P<one>{_NO_DASH}),? and of (?P<two>{_NO_DASH}){_STOP}",
        rf"(?P<one>(?-i:{NAMED})),? (?:and|or|vs\.?|versus|between|with|against) "
        rf"(?P<two>the (?:[\w-]+ ){{1,8}}?{_KIND})\b",
        r"^\W*(?:is|are|does|do|was|has) (?P<one>[^?:;]+?) "
        r"(?:(?:much|far|also|still|really|(?:perform|run|work|scale|train|reach|achieve|use|need)s?"
        r"|an?) ){0,2}"
        r"(?:(?!paper\b)\w+er|better|worse|(?:more|less) \w+|as \w+)(?: \w+){0,3}? (?:than|as) "
        r"(?P<two>[^?:;]+?)"
        r"(?: (?:in|on|at|for|when|by|with)\b[^?]*)?\W*$",
    )
)
"""Places where papers are compared when both sides are papers, and else a paper with what it speaks of."""

_ITEM = rf"(?:(?-i:{NAMED})|the (?:[\w-]+ ){{1,6}}?{MADE})"
_LISTED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^\W*(?P<items>{_NO_DASH}(?: / {_NO_DASH})+)(?:{_DIVIDED}|\s(?={_ASKS})){_OF_BOTH}",
        rf"^\W*(?P<items>{_NO_DASH}(?:,| and) {_NO_DASH}){_DIVIDED}(?={_ASKS}){_OF_BOTH}",
        rf"^\W*(?P<one>(?-i:{NAMED})) (?P<two>(?:(?:[^\W{MASK}]|-)+ ){{1,6}}?)(?={_ASKS}[^?]*\beach\W*$)",
        rf"^[^?:;,]*{_ASKS}[^?:;,]*:\s+(?P<items>[^?:;,]+(?:, [^?:;,]+)+)\W*$",
        rf"{_ASKS}[^?:;,]* (?:in|by|for|from|of|with) (?P<items>{_ITEM}(?:, {_ITEM})+,? and {_ITEM})\W*$",
    )
)
"""Lists of papers of which some have names and others are told in words."""

_BETWEEN_DESCRIBED = (
    re.compile(
        rf"{_ASKS}[^?:;,]{{0,40}}? (?:do|did|are|were|have) (?P<one>the [^?:;,]+?) and (?P<two>the [^?:;,]+?)"
        rf"(?:{_DOES}| (?:each|both)\b)",
        re.I,
    ),
    re.compile(
        r"^\W*(?:what|which) [\w-]+ (?:are|were) used (?P<on>to|for) (?P<one>[^?:;,]+?) and (?P=on) "
        r"(?P<two>[^?:;,]+?)\W*$",
        re.I,
    ),
)
"""Places where two things are compared that are told at length: parts of one paper have shorter names."""

Frame = Literal["always", "comparing", "names", "papers", "listed", "described"]
"""Words that can only compare; words that mostly do; places where names tell that they are compared; places
where only two papers tell it, a list with the name of one, or two long descriptions."""

FRAMES: tuple[tuple[Frame, tuple[re.Pattern[str], ...]], ...] = (
    ("always", _ALWAYS),
    ("comparing", _EXPLICIT),
    ("names", _IMPLICIT),
    ("papers", _BETWEEN_PAPERS),
    ("listed", _LISTED),
    ("described", _BETWEEN_DESCRIBED),
)
