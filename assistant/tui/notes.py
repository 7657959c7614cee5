"""Exchanges and errors in, the styled texts around an answer out."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from assistant.core.telling import counted
from assistant.domain import Answer, Support
from assistant.errors import AssistantError
from assistant.tui.conversation import Exchange
from assistant.tui.legible import legible, one_line
from assistant.tui.marking import POINTER
from assistant.tui.wording import understood_as


def question_text(exchange: Exchange) -> Content:
    """The question behind a prompt sign."""
    return Content.assemble(("❯ ", "bold $text-accent"), (legible(exchange.question), "bold"))


def understood_text(exchange: Exchange) -> Content:
    """How the question was read, a line for each thing to say of it; empty when it was read as it stands."""
    return Content.styled("\n".join(understood_as(exchange)), "$text-muted")


def note_text(exchange: Exchange, pointed: int | None = None) -> Content:
    """What a checked answer needs said: its notes, the nearest papers, which sentences are not supported.

    With `pointed`, the position of a sentence, how that one was judged and why.
    """
    answer = exchange.answer
    if not answer:
        return Content("")
    told = exchange.query.notes if exchange.query else ()
    notes = [Content.styled(one_line(note), "$text-muted") for note in answer.notes if note not in told]
    said = _nearest(answer) if answer.abstained else _unsupported(exchange, answer, pointed)
    return Content("\n").join([*notes, *([said] if said.plain else [])])


def error_text(error: AssistantError) -> Content:
    """What happened, why, and what to do, a paragraph each."""
    parts: list[str | tuple[str, str]] = [("✗ ", "bold $text-error"), (legible(error.what), "bold")]
    if error.why:
        parts += ["\n", ("why  ", "$text-muted"), legible(error.why)]
    if error.remedy:
        parts += ["\n", ("do   ", "$text-muted"), legible(error.remedy)]
    return Content.assemble(*parts)


def _nearest(answer: Answer) -> Content:
    if not answer.nearest:
        return Content("Nothing in the collection is near this question.")
    titles = (f"\n· {one_line(paper.title)}" for paper in answer.nearest)
    return Content.assemble(("Nearest papers", "bold"), *titles)


_TOLD: Mapping[Support, str] = {
    "supported": "a cited abstract says so",
    "partly": "a cited abstract says part of it",
    "framing": "it claims nothing",
}


def _judged(answer: Answer, pointed: int) -> Content:
    verdict = answer.verdicts[pointed]
    told = "; ".join([_TOLD[verdict.support], *map(one_line, verdict.reasons)])
    place = f"{POINTER} sentence {pointed + 1} of {len(answer.verdicts)}: "
    return Content.assemble((place, "bold"), told)


def _unsupported(exchange: Exchange, answer: Answer, pointed: int | None) -> Content:
    flagged = exchange.flagged
    if pointed is not None and pointed < len(answer.verdicts) and pointed not in flagged:
        return _judged(answer, pointed)
    if not flagged:
        return Content("")
    if pointed is None or pointed not in flagged:
        number = counted(len(flagged), "unsupported sentence")
        return Content.assemble((f"▲ {number}", "bold $text-error"), " · Esc, then u shows each")
    place = f"▲ {flagged.index(pointed) + 1} of {len(flagged)} unsupported: "
    reasons = "; ".join(map(one_line, answer.verdicts[pointed].reasons)) or "no cited abstract says so"
    return Content.assemble((place, "bold $text-error"), reasons)
