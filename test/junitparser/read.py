"""Reads the JUnit reports that are named in lines of standard input, and prints a line of JSON for each."""

import json
import sys

from junitparser import JUnitXml


def result(one):
    return {"tag": one._tag, "message": one.message, "type": one.type, "text": one.text}


def case(one):
    results = [result(each) for each in one.result]
    line = one._elem.get("line")
    return {"name": one.name, "classname": one.classname, "line": line, "results": results}


def suite(one):
    counts = {key: getattr(one, key) for key in ("tests", "failures", "errors", "skipped")}
    return {"name": one.name, **counts, "cases": [case(each) for each in one]}


for path in sys.stdin.read().splitlines():
    print(json.dumps([suite(one) for one in JUnitXml.fromfile(path)]))
