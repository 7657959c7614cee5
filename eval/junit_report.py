"""A report object in, JUnit XML out: a test for each case and each check of the gate."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from xml.etree import ElementTree

_HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Mapping[str, Any]) -> str:
    """JUnit XML: a case fails here when it breaks a rule or crashes, a check when it does not hold.

    So there is a failed test exactly when the verdict is not 'passed'. Times are 0 and the time stamp is the
    epoch.
    """
    named = {case for check in report["checks"] if check["failure"] for case in check["cases"]}
    tests = [_test(f"eval.{case['suite']}", case["id"], _blame(case, named)) for case in report["cases"]]
    tests += [_test(f"eval.gate.{c['kind']}", c["name"], c["failure"]) for c in report["checks"]]
    failures = sum(len(test) for test in tests)
    counts = {"tests": str(len(tests)), "failures": str(failures), "errors": "0"}
    clock = {"time": "0", "timestamp": "1970-01-01T00:00:00", "hostname": "localhost"}
    suite = ElementTree.Element("testsuite", {"name": "eval", **counts, **clock})
    properties = ElementTree.SubElement(suite, "properties")
    ElementTree.SubElement(properties, "property", {"name": "verdict", "value": report["verdict"]["state"]})
    suite.extend(tests)
    ElementTree.SubElement(suite, "system-out")
    ElementTree.SubElement(suite, "system-err")
    ElementTree.indent(suite)
    return _HEAD + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _blame(case: Mapping[str, Any], named: Collection[str]) -> str:
    if case["id"] not in named:
        return ""
    rules = (f"{broken['rule']}: {broken['detail']}" for broken in case["violations"])
    details = [case["error"], *rules, *case["unscored"]]
    return "\n".join(filter(None, details)) or "named by a check that does not hold"


def _test(group: str, name: str, failure: str) -> ElementTree.Element:
    test = ElementTree.Element("testcase", {"classname": group, "name": visible(name), "time": "0"})
    if failure:
        message = {"message": visible(failure).partition("\n")[0], "type": group}
        ElementTree.SubElement(test, "failure", message).text = visible(failure)
    return test


def visible(text: str) -> str:
    """The text without characters that XML has no place for."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
