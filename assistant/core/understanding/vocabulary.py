"""Words in, the part they play in a question out: the closed classes of English that follow-ups turn on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.core.merge import title_key

WORD = re.compile(r"[^\W_]+(?:[-.^+/’'][^\W_]+)*")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _set(
    """am is are was were be been being do does did has have had can could will would shall should
    may might must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't
    couldn't shouldn't won't wouldn't"""
)
PREPOSITIONS = _set(
    """about above across after against among around as at before behind below between beyond by
    despite during for from in inside into like near of off on onto over per since than through
    to toward towards under until up upon using versus via vs with within without"""
)
CONJUNCTIONS = _set("""and or but if when while because since so whereas although though that which who""")
QUESTION_WORDS = _set("what which who whom whose when where why how")
PRONOUNS = _set(
    """i me my we us our you your he him his she her it its itself they them their theirs
    themselves this that these those one ones there"""
)
_FUNCTION = (
    AUXILIARIES
    | PREPOSITIONS
    | CONJUNCTIONS
    | QUESTION_WORDS
    | PRONOUNS
    | _set(
        """a an the any some all both each every no not yes ok please okay thanks thank also too even
    just only much many more most less least few very really quite then else other another same
    such own now still yet again here well get got give gives tell say says said know want need
    like mean means meant think see let make makes made use used uses work works happen happens
    explain describe show find go going come new else exactly anything something everything
    nothing thing things way ways kind sort type lot"""
    )
)

_SENTENCE = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|can|why|when|where|who|how|which|what|by|in|of)\b", re.I
)


ATTRIBUTES = _set(
    """ablation ablations abstract accuracy achieve achieved achieves advantage advantages aim aims
    annotators approach approaches architecture assumption assumptions author authors availability
    available bad baseline baselines benchmark benchmarks best better big biggest caveats claim
    claims code compare compared comparison conclude conclusion conclusions contribution
    contributions cost costs data dataset datasets date domain domains drawback drawbacks evaluate
    evaluated evaluation evidence experiment experimental experiments fast faster finding findings
    future gain gains github goal goals good gpus hardware idea ideas important improve improved
    improvement improvements improves insight insights intuition issue issues key large largest
    latency license limitation limitations limits long main memory method methods metric metrics
    model models motivation name names novel novelty number numbers open open-source open-sourced
    overhead parameters participants perform performance performed performs problem problems propose
    proposed proposes publish published reach reached reaches release released releases report
    reported reports result results runtime samples score scores setting settings setup size slower
    small solve solved solves speed speed-up speed-ups speedup speedups state states strong task
    tasks test tested throughput title trained training validated venue weakness weaknesses worse
    worst year"""
)
"""What any paper has or does: a question of these words alone is about a paper that it does not name."""


def words(text: str) -> list[str]:
    """The words of a text in lower case, without a possessive ending or a verb drawn in: 'they're'."""
    plain = text.lower().replace("’", "'")
    return [re.sub(r"'(?:s|re|ve|ll|m)$", "", word) for word in WORD.findall(plain)]


def content(text: str) -> list[str]:
    """The words that carry meaning, in lower case."""
    return [word for word in words(text) if word not in _FUNCTION]


def stems(text: str) -> set[str]:
    """Words of four letters or more, cut after six: crude stems of the words that carry meaning."""
    return {word[:6] for word in title_key(text).split() if len(word) > 3}


def phrases(text: str) -> list[str]:
    """Runs of words that carry meaning, 'of' among them, as written ('size of the model' is two)."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in WORD.finditer(text):
        if word[0] == "of" and runs[-1]:
            continue
        if word[0].lower() in _FUNCTION or re.fullmatch(r"[^’']+[’'](?:re|ve|m|ll|d|t)", word[0]):
            runs.append([])
            continue
        if runs[-1] and text[runs[-1][-1].end() : word.start()].strip() not in ("", "of"):
            runs.append([])
        runs[-1].append(word)
    return [text[run[0].start() : run[-1].end()] for run in runs if run]


def topic_phrase(text: str) -> str:
    """What a question is about in a few of its own words: its last proper name, else its longest phrase."""
    found = phrases(text)
    proper = [phrase for phrase in found if _is_proper(phrase, text)]
    return proper[-1] if proper else max(found, key=len, default="")


def joined(names: Sequence[str], word: str = "and") -> str:
    """'A', 'A and B', 'A, B and C'."""
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _is_proper(phrase: str, text: str) -> bool:
    """Capitals other than the first letter of the text."""
    capital = re.search(r"[A-Z]", phrase)
    return bool(capital) and not (
        text.lstrip(' "“').startswith(phrase) and not re.search(r"[A-Z]", phrase[1:])
    )


def is_sentence(text: str) -> bool:
    """Whether a question is more than a heap of words like 'duorows sparrow speed'."""
    return bool(_SENTENCE.search(text))
