"""A sentence in, how surely it states each standing aspect of a paper out: approach, cost, result and so on.

Every aspect is a list of weighted cues over the words that abstracts of any field use; a sentence states the
aspect when its cues add up to `least`. Weights and limits were set on hand-labelled abstracts
(`python -m eval.bench.comparing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.comparing.vocabulary import (
    ADMITTING,
    AVAILABLE,
    CHANGE,
    COSTLY,
    COUNTED_PEOPLE,
    DATA,
    DESIGN,
    FIGURE,
    FINDING,
    GAIN,
    PROPOSING,
    PURPOSE,
    RESOURCE,
    SEVERAL_NAMED,
    STUDYING,
    TRIED_ON,
)

Cue = tuple[int, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """An aspect that any abstract may state; `asked` is how people name it."""

    name: str
    asked: re.Pattern[str]
    cues: tuple[Cue, ...]
    least: int = 3
    closing: int = 0
    """What standing in the last third of the abstract adds."""
    late: bool = False
    """Whether of two sentences with equal cues the later one counts: results come at the end."""

    def weigh(self, sentence: str, closes: bool = False) -> int:
        """Sum of the weights of the cues that the sentence shows; `closes` when it is in the last third."""
        return sum(weight for weight, cue in self.cues if cue.search(sentence)) + closes * self.closing


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


APPROACH = Standing(
    "approach",
    _re(
        r"^(main |core |basic |general |key )?(approach(es)?|methods?|methodolog(y|ies)|ideas?|designs?"
        r"|models?|architectures?|algorithms?"
        r"|techniques?|contributions?|strateg(y|ies)|solutions?|proposals?|study designs?)$"
    ),
    (
        (4, PROPOSING),
        (3, STUDYING),
        (2, PURPOSE),
        (3, DESIGN),
        (1, _re(r"\b(based on|by \w+ing|consists? of|combin\w+|using|which|that) ")),
        (-2, _re(r"\b(outperform|surpass|state[- ]of[- ]the[- ]art|results? (show|suggest|demonstrate))")),
        (
            -2,
            _re(
                r"^(extensive|experiments?|experimental|empirical\w*|results?|evaluations?"
                r"|(to )?further(more)?"
                r"|finally|additionally|moreover|in addition|also)\b"
            ),
        ),
        (
            -2,
            _re(r"\bwe (\w+ly |now )?(further|also|additionally|then|next|evaluate|test|validate|perform)\b"),
        ),
        (-4, _re(r"\b(code|data|source|models?)\b.*\b(available|released|open-sourced?)\b")),
    ),
)

EVALUATED = Standing(
    "evaluated on",
    _re(
        r"^(evaluat(ed|ion)s?( on| data)?|data ?sets?( used)?|data|benchmarks?|experiments?|corp(us|ora)"
        r"|evaluation data ?sets?|tested on|tasks)$"
    ),
    (
        (3, COUNTED_PEOPLE),
        (2, TRIED_ON),
        (1, DATA),
        (1, SEVERAL_NAMED),
        (-3, _re(r"\b(we|is|are|to|and) (propos|introduc|present)(?!ed a comparison)\w*")),
        (1, _re(r"\b(we|were) (\w+ )?(reviewed|enrolled|included|recruited|analy[sz]ed)\b")),
        (-2, _re(r"\b(we hope|future|simple version)\b|\bwere found\b")),
        (-2, _re(r"^(?!.*\b(experiment|evaluat|benchmark|data ?set|test)).*\d ?\\?%")),
    ),
)

COST = Standing(
    "cost",
    _re(r"^((computational |compute )?costs?|(computational )?efficiency|cost or complexity)$"),
    (
        (2, RESOURCE),
        (
            1,
            _re(
                r"\b(memory|costs?|efficien(t|cy)|parameters|comput(e|ation(al)?)|power|energy|expens\w+"
                r"|training[- ]free|lightweight)\b"
            ),
        ),
        (1, COSTLY),
        (1, _re(r"\d\s?(%|\\%|x\b|×|times|-?fold|ms|GB|MB|hours)")),
        (-1, PROPOSING),
        (
            -3,
            _re(
                r"\bmemory[- ](network|bank|modul|based|augment|mechanism)|\b(shared|working)[- ]memory"
                r"|\bcost (awareness|function)|\bshared task\b|\bpower(ful| of)\b"
            ),
        ),
        (-2, _re(r"\b(challeng\w+|bottleneck|problem|overconsumption|question|awareness)\b")),
    ),
)

RESULT = Standing(
    "result",
    _re(r"^((main |headline |key )?(results?|findings?|outcomes?)|effectiveness|gains?|improvements?)$"),
    (
        (2, FIGURE),
        (2, GAIN),
        (1, CHANGE),
        (2, FINDING),
        (-2, PROPOSING),
        (-2, _re(r"\b(aim(s|ed)?|objective|purpose) |^to (determine|assess|evaluate|examine)\b")),
        (-1, _re(r"\b(study|data|findings) (suggest|indicate|support)")),
        (-2, _re(r"\b(considered|defined as|regarded) (as )?(correct|significant|statistical)|\bp-value\b")),
    ),
    least=2,
    late=True,
)

CONCLUSION = Standing(
    "conclusion",
    _re(r"^((authors.? )?conclusions?|implications?|recommendations?|takeaways?|lessons?)$"),
    (
        (
            2,
            _re(
                r"\b(we|authors) (conclude|recommend|suggest|believe)|\bin conclusion\b|\bimplications?\b"
                r"|\b(findings?|results?|study|data|evidence|analysis|report)\b[^.;]{0,50}"
                r"\b(suggests?|indicates?|highlights?|underlines?|supports?)\b|\bprovides? \w* ?evidence\b"
            ),
        ),
        (
            2,
            _re(
                r"\b(should( not)? be|can and should|could safely|may benefit|is no need|recommended"
                r"|represents? the"
                r"|adequate|first-line|might be|clinically relevant)\b"
            ),
        ),
        (-3, _re(r"\b(previous|prior|recent) (work|stud|research)")),
        (-1, PROPOSING),
    ),
    closing=1,
)

LIMITS = Standing(
    "limits",
    _re(
        r"^(limit(ation)?s?|weakness(es)?|drawbacks?|shortcomings?|caveats?|disadvantages?"
        r"|open (questions|problems)|future work)$"
    ),
    (
        (3, ADMITTING),
        (
            -4,
            _re(
                r"\b(support|facilitat|enabl|inspir|foster|encourag|motivat|guid|promot|pave|basis for"
                r"|advanc)\w*\b"
                r".{0,40}\b(further|future) "
            ),
        ),
        (
            -4,
            _re(
                r"\b(address|overcom|mitigat|tackl|alleviat|solv|eliminat|avoid|without)\w*\b"
                r"|\blimitations? of (existing|previous|current|prior)"
            ),
        ),
    ),
)

AVAILABILITY = Standing(
    "code and data",
    _re(
        r"^((source )?code|availability|(open[- ]source )?(code|implementation|software|data|weights?"
        r"|models?)"
        r"( and data)?( availability| release)?|open[- ]?source|reproducibility|code and data)$"
    ),
    ((3, AVAILABLE),),
)

STANDING = (APPROACH, RESULT, COST, EVALUATED, CONCLUSION, LIMITS, AVAILABILITY)
"""In the order of a table's rows."""


def standing_named(aspect: str) -> Standing | None:
    """The standing aspect that these words ask for, None for any other."""
    return next((standing for standing in STANDING if standing.asked.search(aspect.strip())), None)
