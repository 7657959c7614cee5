"""A Comparison and its papers in, Markdown, CSV or LaTeX out.

CSV has one row for each paper, as in a table of literature: id, title and year, then two columns for each
aspect, the quotation and its address. A text that a spreadsheet would take for a formula has an apostrophe
in front. Markdown and LaTeX have one column for each paper; '[2, s4]' is sentence 4 of source 2.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from assistant.core.comparing.short_names import short_name
from assistant.core.latex import typeset
from assistant.domain import Cell, Comparison, Paper

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def markdown(comparison: Comparison, papers: Sequence[Paper]) -> str:
    """A table with a row for each aspect, and the list of sources."""
    names = [f"{short_name(paper)} [{label}]" for label, paper in enumerate(papers, start=1)]
    rows = [["", *names], ["---"] * (len(papers) + 1)]
    rows += [[aspect.name, *map(_marked, aspect.cells)] for aspect in comparison.aspects]
    table = "\n".join(f"| {' | '.join(map(_in_a_row, row))} |" for row in rows)
    sources = [
        f"[{label}] {paper.title}{f' ({paper.year})' if paper.year else ''}, `{paper.id}`"
        for label, paper in enumerate(papers, start=1)
    ]
    return "\n\n".join([table, "  \n".join(sources)])


def csv_text(comparison: Comparison, papers: Sequence[Paper]) -> str:
    """A row for each paper, lines ended as RFC 4180 wants them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [head for aspect in comparison.aspects for head in (aspect.name, f"{aspect.name} (address)")]
    writer.writerow(["paper_id", "title", "year", *map(_harmless, heads)])
    for column, paper in enumerate(papers):
        cells = [aspect.cells[column] for aspect in comparison.aspects]
        values = [value for cell in cells for value in (_harmless(cell.text), cell.address)]
        writer.writerow([paper.id, _harmless(paper.title), paper.year or "", *values])
    return out.getvalue()


def latex(comparison: Comparison, papers: Sequence[Paper]) -> str:
    """A tabular with a row for each aspect, and the list of sources; needs the package array."""
    names = [f"{short_name(paper)} [{label}]" for label, paper in enumerate(papers, start=1)]
    rows = [["", *names], *([aspect.name, *map(_marked, aspect.cells)] for aspect in comparison.aspects)]
    # Behind \\ a bracket would be read as a distance.
    head, *lines = [f"{{}}{' & '.join(map(typeset, row))} \\\\" for row in rows]
    each = f"{0.8 / len(papers):.2f}\\linewidth"
    sources = (
        f"\\noindent [{label}] {typeset(paper.title)}{f' ({paper.year})' if paper.year else ''}\\par"
        for label, paper in enumerate(papers, start=1)
    )
    return "\n".join(
        [
            r"% \usepackage{array}; letters beyond Latin need LuaLaTeX or XeLaTeX",
            rf"\begin{{tabular}}{{l*{{{len(papers)}}}{{>{{\raggedright\arraybackslash}}p{{{each}}}}}}}",
            *(r"\hline", head, r"\hline", *lines, r"\hline", r"\end{tabular}", "", r"\medskip"),
            *sources,
        ]
    )


def _marked(cell: Cell) -> str:
    """The quotation and where it stands: '[2, s4]'."""
    sentence = cell.address.rpartition("#")[2]
    marks = "".join(f" [{label}, {sentence}]" for label in cell.labels)
    return f"{'conflicting: ' if cell.state == 'conflicting' else ''}{cell.text}{marks}"


def _in_a_row(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
