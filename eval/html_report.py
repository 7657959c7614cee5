"""A report object and the runs before it in, one self-contained page of HTML out.

It asks nothing of any server: charts are SVG within the page, and its security policy forbids the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from eval.charts import bars, curve, dots, lines
from eval.history import SHOWN, Entry
from eval.markdown_report import (
    ANSWERS,
    QUOTED,
    RANKED_HEAD,
    READ,
    RETRIEVAL,
    SLICES,
    SPECIAL,
    Report,
    cell,
    failures,
    ranked_row,
    worst_first,
)

STYLE = Path(__file__).parent / "data" / "report.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
MARKS = {"supported": "✓", "partly": "~", "unsupported": "✗", "uncited": "?", "framing": "·"}
_CASES = 150
"""Failing cases that are shown; the others are in report.json."""


def page(report: Report, history: Sequence[Entry] = ()) -> str:
    """The whole page."""
    state = report["verdict"]["state"]
    parts = [
        *_verdict(report),
        *_changes(report),
        *_figures(report, history),
        *_means(report),
        *_cases(report),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Eval: {escape(state)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n"
        "</head>\n<body>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


# ------------------------------------------------------------------ verdict


def _verdict(report: Report) -> Iterator[str]:
    data, cases, state = report["data"], report["cases"], report["verdict"]["state"]
    passing = sum(case["passed"] for case in cases)
    yield f'<h1 class="{state.replace(" ", "-")}">Eval: {escape(state)}</h1>'
    yield (
        f"<p>{len(cases)} cases over {data['papers']} papers: {passing} pass, {data['crashed']} crashed. "
        f"{len(data['not_applicable'])} don't apply to them, {len(data['left_out'])} were not drawn.</p>"
    )
    if stamp := report["stamp"]:
        told = ", ".join(f"{name} {_short(value)}" for name, value in stamp.items())
        yield f'<p class="quiet">{escape(told)}</p>'
    lost = list(failures(report))
    if lost:
        yield f"<h2>What fails</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lost)}</ul>"


def _short(value: str) -> str:
    """Of long hashes the beginning, which tells them apart."""
    return re.sub(r"\b([0-9a-f]{12})[0-9a-f]{4,}\b", r"\1", value)


def _changes(report: Report) -> Iterator[str]:
    found = {name: ids for name, ids in report["changes"].items() if ids}
    if found:
        shown = {case["id"] for case in (*_failing(report), *_moved(report))}
        yield "<h2>Since the baseline</h2><ul>"
        for name, ids in found.items():
            told = ", ".join(_link(case) if case in shown else escape(case) for case in ids)
            yield f"<li>{escape(name.replace('_', ' '))}: {told}</li>"
        yield "</ul>"


def _link(case: str) -> str:
    return f'<a href="#{escape(case, quote=True)}">{escape(case)}</a>'


# ------------------------------------------------------------------ figures


def _figures(report: Report, history: Sequence[Entry]) -> Iterator[str]:
    yield '<div class="figures">'
    if risk := report["confidence"]:
        marks = [(*risk["own"], "answered today")]
        drawn = curve(risk["points"], marks, x="coverage", y="risk")
        yield _figure(
            "Risk and coverage",
            drawn,
            "Answers from the surest question on: how many of them are wrong. Low at the left is good. "
            f"Area {risk['aurc']:.3f}.",
        )
    if sure := report["reliability"]:
        points = [(each["score"], each["true"], each["n"]) for each in sure["bins"]]
        yield _figure(
            "Reliability of the checker",
            dots(points, x="score of the checker", y="share that is true"),
            "True sentences and planted faults by score; on the line would be ideal. "
            f"Error {sure['error']:.3f} over {sure['claims']} sentences, most of them with a fault.",
        )
    known = [entry for entry in history if entry["questions"] == report["data"]["questions"]]
    if known:
        series = [(name, [entry["means"].get(name) for entry in known]) for name in SHOWN]
        yield _figure(
            "Runs so far",
            lines(series, x=f"{len(known)} different run{'s' * (len(known) > 1)}, the oldest first"),
            "Of these cases. A run that measured the same as an earlier one takes its place.",
        )
    yield '</div><div class="figures bars">'
    yield from _bars(report)
    yield "</div>"
    if report["checker"]:
        lines_of = "".join(f"<li>{escape(line)}</li>" for line in report["checker"])
        yield f"<h2>Errors of the grounding check on labelled claims</h2><ul>{lines_of}</ul>"


def _bars(report: Report) -> Iterator[str]:
    thirds = bars(_positions(report["means"]))
    yield _figure("Facts stated, by where they stand", thirds, "Thirds of the abstract.")
    yield from _detections(report["mutants"], QUOTED, "What is no quotation never counts as supported here.")
    yield from _detections(
        report.get("mutants_read", ()), READ, "With the support model, as a model's text is checked."
    )
    shaken = [
        (each["name"], each["rate"], each["low"], each["high"], f"{each['changed']} of {each['asked']}")
        for each in report["robustness"]
        if each["asked"]
    ]
    if shaken:
        yield _figure("Answers that changed and should not", bars(shaken), "0 is best.")


def _detections(detections: Sequence[Report], title: str, words: str) -> Iterator[str]:
    found = [
        (each["name"], each["rate"], each["low"], each["high"], f"{each['flagged']} of {each['judged']}")
        for each in detections
        if each["judged"]
    ]
    told = "95 % intervals (Wilson). In classes named false_alarms the sentences are true: there 0 is best."
    if found:
        yield _figure(title, bars(found), f"{words} {told}")


def _positions(means: Report) -> list[tuple[str, float, float, float, str]]:
    found = [(name, means.get(name, {}).get("fact_recall")) for name in ("first", "middle", "last")]
    return [
        (f"{name} third", mean["value"], mean["value"], mean["value"], f"{mean['value']:.3f} of {mean['n']}")
        for name, mean in found
        if mean
    ]


def _figure(title: str, drawn: str, words: str) -> str:
    return f"<figure><h2>{escape(title)}</h2>{drawn}<figcaption>{escape(words)}</figcaption></figure>"


# ------------------------------------------------------------------ tables


def _means(report: Report) -> Iterator[str]:
    means = report["means"]
    for title, columns in (("Answers", ANSWERS), ("Retrieval", RETRIEVAL)):
        rows = [
            [part, *(cell(means[part].get(column)) for column in columns)] for part in SLICES if part in means
        ]
        yield f"<h2>{title}: mean (cases)</h2>"
        yield _table(["slice", *columns], [row for row in rows if any(row[1:])])
    special = [[name, cell(means["all"].get(name))] for name in SPECIAL if name in means.get("all", {})]
    if special:
        yield "<h2>Attribution, lists, comparisons and corrections</h2>"
        yield _table(["score", "mean (cases)"], special)
    if report.get("findings"):
        yield "<h2>Findings in the answers</h2>"
        yield _table(["class", "times"], ([name, str(n)] for name, n in report["findings"].items()))
    if report["rankings"]:
        yield "<h2>Searches by themselves</h2>"
        yield _table(RANKED_HEAD, map(ranked_row, report["rankings"]))
    lost = [loss for loss in report["baseline"] if loss["difference"]]
    if lost:
        yield "<h2>Against the baseline, paired by case</h2>"
        rows = [
            [
                loss["score"],
                str(loss["n"]),
                *(f"{v:.3f}" for v in (loss["then"], loss["now"], *loss["interval"])),
            ]
            for loss in lost
        ]
        yield _table(["score", "cases", "baseline", "now", "gain from", "to"], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


# ------------------------------------------------------------------ failing cases


def _failing(report: Report) -> list[Report]:
    changed = report["changes"]["newly_failing"]
    return sorted(worst_first(report["cases"]), key=lambda case: case["id"] not in changed)[:_CASES]


def _moved(report: Report) -> list[Report]:
    """Cases that pass now, or give another answer, and don't fail."""
    wanted = [*report["changes"]["newly_passing"], *report["changes"]["changed"]]
    passing = {case["id"]: case for case in report["cases"] if case["passed"]}
    return [passing[name] for name in wanted if name in passing][:_CASES]


def _cases(report: Report) -> Iterator[str]:
    failing, moved = _failing(report), _moved(report)
    if failing:
        yield "<h2>Cases that don't pass: newly failing, then the worst first</h2>"
    for case in failing:
        yield from _case(case, report["papers"])
    if more := sum(not case["passed"] for case in report["cases"]) - len(failing):
        yield f"<p>{more} more are in report.json.</p>"
    if moved:
        yield "<h2>Cases that pass: newly, then those with another answer</h2>"
    for case in moved:
        yield from _case(case, report["papers"])


def _case(case: Report, papers: Mapping[str, Report]) -> Iterator[str]:
    name = escape(case["id"], quote=True)
    turns = " → ".join((*case["history"], case["question"]))
    yield f"<details><summary><b>{name}</b> {escape(turns)}</summary>"
    wrong = [f"{score} {value:.3f}" for score, value in case["scores"].items() if value < 1]
    wrong += [f"{broken['rule']}: {broken['detail']}" for broken in case["violations"]]
    wrong += [case["error"]] if case["error"] else []
    # The id stands inside: a browser opens what it is led into.
    yield f'<p class="wrong" id="{name}">{escape("; ".join(wrong))}</p><div class="pair"><div>'
    yield "<h3>Answer</h3>" + (_answer(case) or f"<p>{escape(case['text'] or 'none')}</p>")
    wanted = "; ".join(" / ".join(fact) for fact in case["facts"])
    if wanted := wanted or ("" if case["gold"] else "a refusal: no abstract tells it"):
        yield f'<p class="quiet">Wanted: {escape(wanted)}</p>'
    yield "</div><div><h3>Evidence</h3>" + "".join(_evidence(case, papers)) + "</div></div></details>"


def _answer(case: Report) -> str:
    return "".join(
        f'<p class="{each["support"]}"><span class="sign">{MARKS[each["support"]]}</span> '
        f"{escape(each['text'])} {''.join(f'[{label}]' for label in each['labels'])}"
        f"{_reasons(each['reasons'])}</p>"
        for each in case["sentences"]
    )


def _reasons(reasons: Sequence[str]) -> str:
    return f'<br><span class="quiet">{escape("; ".join(reasons))}</span>' if reasons else ""


def _evidence(case: Report, papers: Mapping[str, Report]) -> Iterator[str]:
    spans: dict[str, set[tuple[int, int]]] = {}
    for sentence in case["sentences"]:
        for span in sentence["spans"]:
            paper = span["address"].rpartition("#s")[0]
            spans.setdefault(paper, set()).add((span["start"], span["end"]))
    gold = set(case["gold"])
    labels = dict(zip(case["sources"], case.get("labels", ()), strict=False))
    for name, paper in papers.items():
        if name in spans or paper["title"] in gold or paper["title"] in case["sources"]:
            kind = "gold" if paper["title"] in gold else "not gold" if gold else ""
            label = f"[{labels[paper['title']]}] " if paper["title"] in labels else ""
            yield f'<h4>{label}{escape(paper["title"])} <span class="quiet">{kind}</span></h4>'
            yield f"<p>{_highlighted(paper['abstract'], sorted(spans.get(name, ())))}</p>"


def _highlighted(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
            at = end
    return "".join([*parts, escape(text[at:])])
