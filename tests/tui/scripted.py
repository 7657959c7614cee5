"""A scripted engine, small papers and a played app for tests of the terminal screens."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, ParamSpec

from textual.pilot import Pilot

from assistant.core.comparing.synthesis import synthesis
from assistant.core.draft import Draft
from assistant.core.evaluations import Evaluation, against
from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.core.silence import NOT_STATED
from assistant.domain import (
    Answer,
    Aspect,
    Cell,
    CitedPaper,
    CitedPassage,
    CitedSpan,
    Comparison,
    Coverage,
    Evidence,
    Filters,
    Ingested,
    Judged,
    Paper,
    Passage,
    Query,
    Question,
    RankedPaper,
    Receipt,
    Retrieved,
    SentenceVerdict,
    Span,
    Step,
    Support,
    Understood,
    Wrote,
)
from assistant.tui.app import AssistantApp
from assistant.tui.backstage import Backstage, Preferences, Sessions
from assistant.tui.first_run import FirstRun
from assistant.tui.widgets.prompt import Prompt

P = ParamSpec("P")
App = Pilot[None]
Claim = tuple[str, tuple[int, ...], Support]
"""A sentence of an answer, the labels it cites, its verdict."""

EMPTY = "Run `assistant ingest FILE` or `assistant ingest --sample`."


class Gate:
    """Where a script waits until the test opens it."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def open(self) -> None:
        """Let the script go on."""
        self._open.set()

    def wait(self) -> None:
        """Wait, but not for ever."""
        assert self._open.wait(10), "nobody opened the gate"


Script = Iterable[Step | Gate | Exception]


class ScriptedEngine:
    """QuestionAnswerer that plays one script for each question; the last script is played again and again."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = [list(script) for script in scripts]
        self.asked: list[Question] = []
        self.closed = 0
        """How many questions were given up before their script ended."""

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """Play the next script."""
        script = self._scripts[min(len(self.asked), len(self._scripts) - 1)]
        self.asked.append(question)
        try:
            for item in script:
                if isinstance(item, Gate):
                    item.wait()
                elif isinstance(item, Exception):
                    raise item
                else:
                    yield item
        except GeneratorExit:
            self.closed += 1
            raise


class Measured:
    """Baselines of these runs; each rerun adds one of `more` in front."""

    def __init__(self, *runs: Evaluation, more: Sequence[Evaluation | Exception] = ()) -> None:
        self._runs = list(runs)
        self._more = list(more)

    def runs(self) -> Sequence[Evaluation]:
        """The newest first."""
        return tuple(self._runs)

    def rerun(self, cancellation: Cancellation) -> None:
        """Add a run, or raise."""
        new = self._more.pop(0)
        if isinstance(new, Exception):
            raise new
        self._runs.insert(0, new)

    def keep_baseline(self, run: Evaluation) -> None:
        """Compare all of them with it."""
        self._runs = [against(each, run) for each in self._runs]


# ------------------------------------------------------------------ papers and answers


def paper(name: str, *sentences: str, title: str = "", **fields: Any) -> Paper:
    """A paper whose abstract is these sentences."""
    spans: list[Span] = []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence)))
    return Paper(name, title or f"{name}: a study", " ".join(sentences), sentences=tuple(spans), **fields)


SPARSE = paper(
    "SparseNet",
    "Sparse layers skip most pairs.",
    "They are twice as fast.",
    "Memory falls.",
    published="2024-05-01",
    organisation="Example Lab",
)
DENSE = paper(
    "DenseNet", "Dense layers compare all pairs.", "They are accurate.", authors=("A. One", "B. Two")
)
CACHE = paper("CacheNet", "Old keys are dropped.", "Recall stays high.", published="2023")
BARE = paper("BareNet")
PAPERS = (SPARSE, DENSE, CACHE, BARE)


def answer(
    question: str, *claims: Claim, sources: Sequence[Paper] = (SPARSE, DENSE), abstained: bool = False
) -> Answer:
    """An answer of these sentences; source N is `sources[N - 1]`, supported by its second sentence."""
    draft = Draft()
    for number, (text, labels, _) in enumerate(claims):
        draft.layout("\n- " if number else "")
        draft.sentence(text, labels)
    cited = {label for _, labels, _ in claims for label in labels}
    ranked = tuple(RankedPaper(p.id, p.title, 5.0 - n) for n, p in enumerate((*sources, CACHE)))
    return Answer(
        question=question,
        standalone=question,
        kind="fact",
        filters=Filters(),
        abstained=abstained,
        text=draft.text,
        sentences=tuple(draft.sentences),
        verdicts=tuple(_verdict(support, labels, sources) for _, labels, support in claims),
        sources=tuple(_cited(label, sources[label - 1]) for label in sorted(cited)),
        retrieved=ranked,
        coverage=Coverage(len(ranked), len(cited)),
        nearest=ranked[:2] if abstained else (),
    )


def compared(papers: Sequence[Paper], *aspects: Aspect) -> Answer:
    """A comparison as the engine writes it; all that its text quotes is supported."""
    comparison = Comparison(tuple(paper.id for paper in papers), aspects)
    draft = synthesis(comparison, papers)
    cited = sorted({label for sentence in draft.sentences for label in sentence.labels})
    framing, quoted = SentenceVerdict("framing", 1.0), SentenceVerdict("supported", 1.0)
    return replace(
        answer("Compare them", sources=papers),
        kind="compare",
        text=draft.text,
        sentences=tuple(draft.sentences),
        verdicts=tuple(framing if s.text in draft.framing else quoted for s in draft.sentences),
        sources=tuple(_cited(label, papers[label - 1]) for label in cited),
        comparison=comparison,
    )


def cell(paper: Paper, number: int = 0, label: int = 0) -> Cell:
    """The cell that quotes a sentence of a paper, or says that it states nothing."""
    if not number:
        return Cell("not_stated", NOT_STATED)
    return Cell("stated", paper.sentence(number), (label,), paper.address(number))


def _verdict(support: Support, labels: Sequence[int], sources: Sequence[Paper]) -> SentenceVerdict:
    if support == "unsupported":
        return SentenceVerdict(support, 0.0, reasons=("number 7 not in cited text",))
    spans = [(sources[label - 1], sources[label - 1].sentences) for label in labels]
    return SentenceVerdict(
        support,
        1.0,
        tuple(CitedSpan(p.address(len(s[:2])), s[:2][-1].start, s[:2][-1].end) for p, s in spans if s),
    )


def _cited(label: int, source: Paper) -> CitedPaper:
    number = len(source.sentences[:2])
    if not number:
        return CitedPaper(label, source, ())
    span = source.sentences[number - 1]
    passage = CitedPassage(source.address(number), source.sentence(number), span.start, span.end, 1.0)
    return CitedPaper(label, source, (passage,))


def evidence(*sources: Paper) -> tuple[Evidence, ...]:
    """One passage, the whole abstract, of each paper."""
    return tuple(
        Evidence(
            label,
            Passage(f"{p.id}#s1", p.id, p.title, p.abstract, 0, len(p.abstract)),
            6.0 - label,
            (("words", label),),
        )
        for label, p in enumerate(sources, start=1)
    )


def understood(question: str) -> Understood:
    """The first step."""
    return Understood(Query(text=question, standalone=question, kind="fact", topic=question))


def retrieved(*sources: Paper) -> Retrieved:
    """The second step."""
    return Retrieved(evidence(*sources), tuple(RankedPaper(p.id, p.title, 1.0) for p in sources))


def steps(result: Answer, *sources: Paper) -> list[Step | Gate | Exception]:
    """All steps that lead to an answer, its text in one piece."""
    begun: list[Step] = [understood(result.question), retrieved(*(sources or (SPARSE, DENSE)))]
    return [*begun, Wrote(result.text), Judged(result)]


FAST = answer("How fast?", ("They are twice as fast.", (1,), "supported"))
MIXED = answer(
    "How good?",
    ("They are twice as fast.", (1,), "supported"),
    ("They are cheap.", (1,), "partly"),
    ("They are 7 times better.", (2,), "unsupported"),
    ("Everybody uses them.", (), "uncited"),
)


_DIFFERENT = tuple(
    replace(cell(p, 1, n), state="conflicting") for n, p in enumerate((SPARSE, DENSE), start=1)
)
COMPARED = compared(
    (SPARSE, DENSE),
    Aspect("speed", (cell(SPARSE, 2, 1), cell(DENSE))),
    Aspect("design", _DIFFERENT),
    Aspect("detail", (cell(SPARSE, 2, 1), cell(DENSE, 2, 2))),
    Aspect("data", (cell(SPARSE), cell(DENSE))),
)


def played(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an asynchronous test to its end."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def backstage(engine: Callable[[], QuestionAnswerer], **parts: Any) -> Backstage:
    """What an app runs on: this engine and PAPERS, and whatever else is named."""
    usual = Backstage(
        preferences=Preferences,
        engine=engine,
        papers=lambda: PAPERS,
        sampling=lambda: False,
        prepare=lambda: iter(()),
        ingest=lambda paths: iter((Ingested(Receipt()),)),
        sessions=lambda: None,
        export=lambda name, text: name,
        keep_case=lambda name, line: name,
        evaluations=Measured(),
        clipboard=lambda text: "clipboard",
        keep_copy=lambda text: "/cache/copied.txt",
        editor=lambda: str.upper,
        browse=lambda address: False,
    )
    return replace(usual, **parts)


@asynccontextmanager
async def opened(
    engine: QuestionAnswerer | Callable[[], QuestionAnswerer] | None = None,
    papers: Sequence[Paper] | Callable[[], Sequence[Paper]] = PAPERS,
    *,
    size: tuple[int, int] = (120, 40),
    ready: bool = True,
    words_filter: bool = True,
    goes_on: bool = False,
    theme: str = "dark",
    console: bool = False,
    sessions: Sessions | None = None,
    noise: Callable[[], str] = str,
    **parts: Any,
) -> AsyncIterator[App]:
    """The app in a window of this size, when it is ready; engine and papers may be functions that load.

    `parts` are those of its Backstage.
    """
    playing = engine or ScriptedEngine(steps(FAST))
    start = playing if callable(playing) else lambda: playing
    read = papers if callable(papers) else lambda: papers
    parts = {"papers": read, "sessions": lambda: sessions, **parts}
    first = FirstRun(EMPTY, words_filter, goes_on, theme, console)
    app = AssistantApp(backstage(start, **parts), first, noise)
    async with app.run_test(size=size, notifications=True) as pilot:
        if ready:
            await until(pilot, lambda: "· ready" in shown(pilot))
        yield pilot


@asynccontextmanager
async def judged(*more: Script, **window: Any) -> AsyncIterator[App]:
    """The app after the answer MIXED; `more` are the scripts of what is asked then."""
    async with opened(ScriptedEngine(steps(MIXED), *more), **window) as pilot:
        await ask(pilot, "How good?")
        await shows(pilot, "How good?", "1 of 4")
        yield pilot


async def until(pilot: App, condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so; what is on the screen explains a failure."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, shown(pilot)
        await asyncio.sleep(0.02)


async def shows(pilot: App, *texts: str) -> None:
    """Wait until all these texts are on the screen."""
    await until(pilot, lambda: all(text in shown(pilot) for text in texts))


async def ask(pilot: App, question: str) -> None:
    """Put a question into the prompt and send it."""
    prompt = pilot.app.screen.query_one(Prompt)
    prompt.fill(question)
    prompt.focus()
    await pilot.press("enter")


def shown(pilot: App) -> str:
    """The text on the screen, a line for each row."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)
