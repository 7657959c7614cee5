"""The words by which abstracts of any field tell what was done, on what, at what cost, with what result."""

from __future__ import annotations

import re


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_SUBJECT = (
    r"\b(we|authors?|paper|work|article|study|report|research|survey|review|thesis|here)\b[^.;]{0,60}?\b"
)

PROPOSING = _re(
    _SUBJECT
    + r"(propos|introduc|present|develop|describ|devis|formulat|construct|advocat|suggest a|suggest an"
    r"|design(?!ed to)|buil[dt]|deriv)\w*"
    r"|\b(is|are|was|were|been) (proposed|introduced|presented|developed|described|derived|devised)\b"
    r"|\bis an? (\w+[ -]){0,6}(method|model|approach|framework|algorithm|architecture|system|technique"
    r"|mechanism)\b"
    r"|\b(method|model|approach|framework|algorithm|architecture|system|technique|mechanism), (which|that"
    r"|called)"
)
STUDYING = _re(
    r"\b(we|authors?|paper|work|article|study|report|research|survey|review|thesis"
    r"|here)\b[^.;]{0,30}?\b(study|studies|investigat|analy[sz]|examin|explor|compar|evaluat|assess"
    r"|review|survey|measur"
    r"|focus|conduct|consider|aim|address|explicitly model|we model|provid|quantif|determin|adapt|apply"
    r"|applied|use)\w*\b"
)
PURPOSE = _re(
    r"^(to )?(determine|assess|evaluate|examine|investigate|compare|describe)\b"
    r"|\b(aim|objective|purpose|goal)s? (of|was|were|is)\b|\b(study|paper|work) (aims|aimed) to\b"
)
DESIGN = _re(
    r"\b(randomi[sz]ed|retrospective(ly)?|prospective(ly)?|cross-sectional|case-control|double-blind"
    r"|cohort stud"
    r"|meta-analys[ie]s|systematic review|(mailed|telephone|online) survey|follow-up study|chart reviews?"
    r"|registry-based|clinical trial|were treated with|underwent)\b"
)

_MANY = (
    r"(\d[\d,.]*|((one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand)[ -]?)+)"
)
_PEOPLE = (
    r"(patients|participants|women|men|children|subjects|adults|infants|physicians|doctors|students|nurses"
    r"|volunteers|respondents|individuals|cases|fractures|municipalities|families|animals|rats|mice|samples"
    r"|proteins|specimens|persons|people|mothers|babies|newborns|males|females|eyes|tumou?rs|hospitals"
    r"|schools)"
)
COUNTED_PEOPLE = _re(rf"\b{_MANY}\s+((?!of\b)[\w-]+ ){{0,4}}{_PEOPLE}\b")
"""'212 oncological patients', 'one hundred fifty women'."""

_NAMED = (
    r"([A-Z][a-z]*[A-Z0-9][\w.-]*|[A-Z]{2,}[\w.-]*|[A-Z][a-z]+-?\d[\w.]*|(?<![.:] )\b[A-Z][a-z]{2,}\b"
    r"|(?i:data ?sets?|benchmarks?|corp(us|ora)|test sets?|treebanks?|languages|patterns|articles|texts"
    r"|images"
    r"|tasks?|processors|GPUs?|cores|translation))"
)
TRIED_ON = re.compile(
    r"\b(?i:experiment\w*|evaluat\w+|test(ed|ing)|results?|benchmark(ed|ing)|validat\w+|applied"
    r"|study conducted"
    r"|performance|performs?|demonstrat\w*|state of the art|state-of-the-art performance|case stud(y|ies)"
    r"|(corpus|empirical) study|simulat\w+|outperform\w*|set of|accuracy|scores?|achiev\w+|surpass\w+"
    r"|comparison|compare)\b[^.;]{0,70}?\b(?i:on|over|across|using|of|between|with)\b[^.;]{0,45}?\b" + _NAMED
)
"""A trial, and behind its preposition a name or a kind of data."""

SEVERAL_NAMED = re.compile(
    r"\b[A-Z][\w.-]*[A-Z0-9][\w.-]*(?:,| and|, and) [A-Z][\w.-]*[A-Z0-9][\w.-]*"
    r"|\b[A-Z][\w.-]*[A-Z0-9][\w.-]*, [A-Z][\w-]+, (?:and )?[A-Z]"
)
"""Coined names in a list: 'RULER, PG-19 and MME'."""

DATA = _re(
    r"\b(data ?sets?|benchmarks?|corpora|corpus|test sets?|treebanks?|test ?beds?|simulations?|experiments?"
    r"|experimental|empirical\w*|evaluations?|patients|participants|registry|cohort|processors|GPUs?"
    r"|languages)\b"
)
RESOURCE = _re(
    r"\b(latenc(y|ies)|throughput|speed-?ups?|speeds?|faster|slower|run-?times?|running time|inference time"
    r"|training time|test(ing)? time|wall-?clock|FLOPS?|overheads?|(linear|quadratic|polynomial|constant"
    r"|logarithmic|near-linear)"
    r"[- ](time|complexity|cost|memory|space)|sub-?quadratic|(time|sample|space|computational|memory"
    r"|query|communication)"
    r" complexit(y|ies)|complexity|memory (footprint|usage|consumption|costs?|overhead|requirements?|use)"
    r"|GPU[- ]hours?"
    r"|(training|inference|computational|computation|compute|annotation|deployment|financial"
    r"|memory) (costs?|resources)"
    r"|peak memory|cache size|tokens per second|real[- ]time|accelerat\w+|low power|cost[- ]effective\w*"
    r"|efficient algorithms?|(costs?|time) (savings?|reduction))\b|\bO\(|\$?\\mathcal\{O\}"
)
COSTLY = _re(
    r"\d\s?(%|\\%|x\b|×|times|fold|ms|GB|MB|hours|seconds|TFLOPS)|\b(reduc|lower|less|fewer|decreas"
    r"|shrink|cut|sav|low"
    r"|improv|significant|minim|better|additional|only|drops?)\w*\b|\bO\(|\b(linear|quadratic|constant"
    r"|near-optimal)"
)
FIGURE = _re(
    r"\d(\.\d+)?\s?\\?(%|×|x\b|-?fold|points?|times|BLEU|F1|percent|months|years|days|hours|ms|fps)"
    r"|\bp\s?(<|=|>|&lt;)\s?(or)?\s?=?\s?0?\.\d|\bodds ratio\b|\b(?-i:OR|HR|RR|CI)\s?[=:]|\btimes faster\b"
)
GAIN = _re(
    r"\b(outperform|surpass|state[- ]of[- ]the[- ]art"
    r"|significant(ly)? (higher|lower|shorter|longer|better|worse|improv|increas|decreas|reduc|fewer|more"
    r"|different)"
    r"|superior|comparable (to|with|or)|competitive with"
    r"|no (significant|systematic|consistent|association|difference|effect)|did not (differ|correlate|show)"
    r"|associated with|reduc\w+ .{0,40}\bby\b|improv\w+ .{0,40}\b(by|over)\b"
    r"|best (result|performance|transition|model)|up to \d|near-optimal|better than|underestimat|overestimat"
    r"|more effective|increases? performance)\w*"
)
CHANGE = _re(
    r"\b(achiev|improv|exceed|beats?\b|increas|decreas|reduc|higher|lower|better|faster|longer|fewer"
    r"|correlat|maximi[sz]ed"
    r"|converg|robust to|accurate|drops?)\w*"
)
FINDING = _re(
    r"\b(we (also |further )?(find|found|show|showed|observe|observed|demonstrate|prove|confirm|confirmed"
    r"|obtain"
    r"|establish|discover|reveal|report that)|(results?|experiments?|findings?|analys[ie]s|evaluations?"
    r"|studies|study"
    r"|simulations?|tests?)\b[^.;]{0,80}\b(show|reveal|demonstrat|suggest|indicat|confirm|validat"
    r"|highlight)\w*"
    r"|the authors found|was observed|(the )?(rate|incidence|proportion|prevalence|probability|majority"
    r"|median) )"
)
AVAILABLE = _re(
    r"\b(code|codes|implementations?|software|models?|weights|checkpoints|data ?sets?|data|resources?"
    r"|packages?|toolkit|library"
    r"|lexicon|corpus|demo|scripts?|benchmark|annotations?)\b[^.;]{0,60}\b(available|released?|open-?sourced?"
    r"|made public|published|found at|provided at|accessible)\b(?! (information|data|in))"
    r"|\bgithub\.com|\bhttps?://|\bwe (will |also |further )?(release|open-?source)\b"
    r"|\b(project page|code|demo)\s?:"
)
ADMITTING = _re(
    r"\b(limitations? of (our|this|the (present|study|proposed))|we (cannot|do not)"
    r"|(our|the proposed|the present|this (study|work|paper|method)) (\w+ ){0,3}(is|are|was|were)"
    r" (limited (to|by)|restricted to)"
    r"|(our|the proposed|the present|this (study|work|paper|method)) (\w+ ){0,3}(do(es)? not|cannot"
    r"|fails? to)|(drawback|caveat)s? of (our|this"
    r"|the)"
    r"|further (research|work|stud(y|ies)|investigations?)[^.;]{0,40}\b(is|are|will|needed|required"
    r"|warranted|to be)"
    r"|(need|requir|warrant|merit)\w* (\w+ )?(further|future) (research|work|stud(y|ies)|investigation)"
    r"|future (work|research|stud(y|ies))[^.;]{0,30}\b(will|should|could|may|includes?|needed|required)"
    r"|(leave|left) [^.;]{0,40} future|if confirmed|larger stud(y|ies)|small sample"
    r"|remains? (open|unclear|elusive|unknown|to be|a challenge|challenging|an open)|still (struggle|lag"
    r"|fall)s?"
    r"|at the (cost|expense|price) of)\b"
)
"""How authors own up to what they leave open."""
