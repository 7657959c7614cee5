"""JUnit XML against the rules of the schema that strict readers use: Ant's, as Jenkins checks it."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from eval.checks import Violation
from eval.gate import Verdict
from eval.junit_report import junit
from eval.report import Outcome, report_object
from tests.eval_harness.test_report import FAILED, OUTCOME, PASSED, ROWS

TEXT = r"[\s\S]*"
COUNT, DECIMAL = r"\d+", r"\d+(\.\d+)?"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
ATTRIBUTES = {
    "testsuite": {
        "name": r"\S(.*\S)?",
        "timestamp": MOMENT,
        "hostname": r"\S+",
        "tests": COUNT,
        "failures": COUNT,
        "errors": COUNT,
        "time": DECIMAL,
    },
    "properties": {},
    "property": {"name": r"\S+", "value": TEXT},
    "testcase": {"name": r"\S[\s\S]*", "classname": r"[\w.-]+", "time": DECIMAL},
    "failure": {"message": TEXT, "type": r"\S+"},
    "system-out": {},
    "system-err": {},
}
"""Every element with all the attributes that it must have; others it may not have."""
CHILDREN = {
    "testsuite": r"properties (testcase )*system-out system-err ",
    "properties": r"(property )*",
    "property": "",
    "testcase": r"(failure )?",
    "failure": "",
    "system-out": "",
    "system-err": "",
}
"""Every element with its children in order."""


def faults(element: ElementTree.Element) -> list[str]:
    """What the schema does not allow."""
    wanted = ATTRIBUTES[element.tag]
    found = (
        [f"{element.tag}: attributes {sorted(element.attrib)}"]
        if set(element.keys()) != wanted.keys()
        else []
    )
    found += [
        f"{element.tag}.{name} is {value!r}"
        for name, value in element.items()
        if not re.fullmatch(wanted.get(name, TEXT), value)
    ]
    order = "".join(f"{child.tag} " for child in element)
    if not re.fullmatch(CHILDREN[element.tag], order):
        found.append(f"{element.tag} holds {order}")
    return [*found, *(fault for child in element for fault in faults(child))]


BROKEN = replace(ROWS[1], violations=(Violation("spans_exact", "off\nby \x00 one"),))
OUTCOMES = [
    replace(OUTCOME, verdict=PASSED),
    OUTCOME,
    replace(OUTCOME, run=replace(OUTCOME.run, rows=(BROKEN,))),
    replace(OUTCOME, run=replace(OUTCOME.run, rows=()), verdict=Verdict(())),
]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=["passed", "failed", "broken", "empty"])
def test_the_file_keeps_to_the_schema(outcome: Outcome) -> None:
    suite = ElementTree.fromstring(junit(report_object(outcome)).encode("utf-8"))
    assert faults(suite) == []
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
    assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))


def test_no_two_tests_have_the_same_name() -> None:
    suite = ElementTree.fromstring(junit(report_object(replace(OUTCOME, verdict=FAILED))))
    names = [(test.get("classname"), test.get("name")) for test in suite.iter("testcase")]
    assert len(names) == len(set(names))


def test_the_check_itself_finds_what_is_not_allowed() -> None:
    suite = ElementTree.fromstring(junit(report_object(OUTCOME)))
    suite.set("skipped", "0")
    suite.append(ElementTree.Element("properties"))
    assert len(faults(suite)) == 2
