"""The planted faults name places and tests that exist, so that a move or an edit cannot silently disable one."""

import importlib.util

from support import ROOT


def planted():
    spec = importlib.util.spec_from_file_location("faults", ROOT / "tests" / "mutants" / "faults.py")
    faults = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(faults)
    return faults.FAULTS


def test_the_text_of_each_fault_stands_once():
    assert [fault for fault in planted() if (ROOT / fault.file).read_text("utf-8").count(fault.old) != 1] == []


def test_the_tests_of_each_fault_exist():
    paths = {path for fault in planted() for path in fault.tests.split()}

    assert [path for path in paths if not (ROOT / path).exists()] == []
