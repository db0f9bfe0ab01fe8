from random import Random

import pytest


@pytest.mark.parametrize("written", [True, "true", "True", "yes", "on"])
def test_truth_may_be_written_in_several_ways(load, written):
    assert load(answer=written).right == ("true",)


@pytest.mark.parametrize("written", [False, "false", "no", "off"])
def test_so_may_falsehood(load, written):
    assert load(answer=written, why="It is not.").right == ("false",)


def test_true_stands_first(kind, load):
    assert kind.present(load(answer=False), Random(1)).options == ("true", "false")
    assert load(answer=False).chance == 0.5


def test_anything_else_is_a_fault(faults):
    assert faults(answer="maybe") == [("bool_parsing", ("answer",))]
    assert faults() == [("missing", ("answer",))]
