"""A follow-up question and the turns before it in, the question as it can be understood alone out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.core.ports import Cancellation, LanguageModel
from assistant.core.prompting import Prompts
from assistant.core.writing.evidence_text import room, tokens
from assistant.core.writing.neutralising import neutral
from assistant.core.writing.replies import ModelCalls
from assistant.domain import Turn, Usage
from assistant.errors import BackendError, ConfigError

_TURNS = 4
"""Earlier exchanges that the model gets to read."""

_ANSWER = 400
"""Characters of each earlier answer that it gets to read."""

_REPLY_TOKENS = 200
_LONGEST = 400
"""Characters of a standalone question; a longer reply is no question."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PREFIX = re.compile(r"^(?:rewritten|standalone|last)?\s*question\s*:\s*", re.I)
_QUOTES = "\"'“”‘’`* "


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The question to search for; `note` tells why it is the rules' and not the model's, or is empty."""

    text: str
    note: str = ""
    usage: Usage = field(default_factory=Usage)


class ModelRewriter:
    """Rewrites follow-ups with a language model, and takes the rules' rewriting when that went wrong."""

    def __init__(self, model: LanguageModel, prompts: Prompts) -> None:
        self._model = model
        self._prompt = prompts["follow_up"]

    def rewrite(
        self, question: str, history: Sequence[Turn], fallback: str, cancellation: Cancellation
    ) -> Rewriting:
        """The standalone question; `fallback` without history, on any failure and for an unfit reply."""
        if not history or cancellation.cancelled():
            return Rewriting(fallback)
        calls = ModelCalls(self._model, cancellation)
        shown = self._history(question, history)
        try:
            reply = calls.whole(self._prompt.messages(question=neutral(question), history=shown))
        except (BackendError, ConfigError) as error:
            return Rewriting(fallback, f"The question was not rewritten by the model: {error.what}.")
        text = _question_of(reply.text)
        if reply.end.reason != "stop" or not fits(text, question, shown):
            return Rewriting(fallback, usage=calls.usage)
        return Rewriting(text, usage=calls.usage)

    def _history(self, question: str, history: Sequence[Turn]) -> str:
        """The last turns, the oldest first, as far as they fit the context."""
        empty = self._prompt.messages(question=question, history="")
        left = room(self._model.context, _REPLY_TOKENS, *(message.text for message in empty))
        told: list[str] = []
        for turn in reversed(history[-_TURNS:]):
            line = f"Q: {neutral(turn.standalone or turn.question)}\nA: {neutral(turn.answer)[:_ANSWER]}"
            left -= tokens(line) + 1
            if left < 0:
                break
            told.insert(0, line)
        return "\n".join(told)


def fits(text: str, question: str, history: str) -> bool:
    """Whether a reply is a rewriting: one line, no longer than allowed, every number of the question in it,
    and no number that neither the question nor the conversation has (which would be an answer)."""
    asked, said = set(_NUMBER.findall(question)), set(_NUMBER.findall(f"{question} {history}"))
    found = set(_NUMBER.findall(text))
    one_line = "\n" not in text and 0 < len(text) <= max(_LONGEST, 2 * len(question))
    return one_line and any(c.isalpha() for c in text) and asked <= found <= said


def _question_of(reply: str) -> str:
    """The reply without quotes around it and without a prefix like 'Rewritten question:'."""
    return _PREFIX.sub("", reply.strip().strip(_QUOTES)).strip(_QUOTES)
