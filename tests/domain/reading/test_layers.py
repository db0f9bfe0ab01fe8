"""Causes and effects in layers: every effect after its cause, few crossings, and an end to the work on any graph."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.reading.layers import LayerPlace, crossings, strands

NODES = st.sampled_from("abcdefghijkl")
GRAPHS = st.lists(st.tuples(NODES, NODES), max_size=60)


def edges(*pairs):
    return [tuple(pair) for pair in pairs]


def place_of(strand):
    return {
        node: LayerPlace(layer, place) for layer, nodes in enumerate(strand.layers) for place, node in enumerate(nodes) if node is not None
    }


def test_a_chain_has_a_layer_for_each_link():
    (strand,) = strands(edges("ab", "bc"))

    assert strand.layers == (("a",), ("b",), ("c",))
    assert strand.routes["a", "b"] == (LayerPlace(0, 0), LayerPlace(1, 0))


def test_what_does_not_hang_together_is_a_strand_of_its_own():
    found = strands(edges("ab", "xy", "cb", "yz"))

    assert [set(place_of(strand)) for strand in found] == [{"a", "b", "c"}, {"x", "y", "z"}]


def test_two_strands_that_a_later_edge_joins_are_one():
    assert len(strands(edges("ab", "xy", "by"))) == 1


def test_an_effect_stands_after_its_longest_way_and_a_first_cause_right_before_its_effect():
    (strand,) = strands(edges("ab", "bc", "cd", "xd", "ad"))

    assert {node: place.layer for node, place in place_of(strand).items()} == {"a": 0, "b": 1, "c": 2, "x": 2, "d": 3}
    assert [place.layer for place in strand.routes["a", "d"]] == [0, 1, 2, 3]


def test_crossed_links_are_uncrossed():
    (strand,) = strands(edges("ax", "by", "ay", "cx"))
    at = place_of(strand)

    steps = [(cause, effect) for cause, effect in strand.routes]
    assert crossings([["a", "b", "c"], ["x", "y"]], steps) == 2
    assert crossings(strand.layers, steps) == 0
    assert len(at) == 5


def test_links_that_have_to_cross_are_left_crossed():
    (strand,) = strands(edges("ax", "ay", "az", "bx", "by", "bz", "cx", "cy", "cz"))

    assert crossings(strand.layers, list(strand.routes)) == 9


def test_a_circle_is_cut_at_its_last_edge():
    (strand,) = strands(edges("ab", "bc", "ca"))

    assert strand.cut == {("c", "a")}
    assert strand.layers == (("a",), ("b",), ("c",))
    assert strand.routes["c", "a"] == (LayerPlace(2, 0), LayerPlace(0, 0))


def test_what_causes_itself_is_cut():
    (strand,) = strands(edges("aa"))

    assert strand.layers == (("a",),)
    assert strand.cut == {("a", "a")}


@given(GRAPHS)
def test_every_edge_leads_to_a_later_layer_unless_it_was_cut(graph):
    found = strands(graph)

    assert {edge for strand in found for edge in strand.routes} == set(graph)
    for strand in found:
        at = place_of(strand)
        for (cause, effect), route in strand.routes.items():
            assert (route[0], route[-1]) == (at[cause], at[effect])
            if (cause, effect) not in strand.cut:
                assert all(later.layer == earlier.layer + 1 for earlier, later in pairwise(route))


@given(GRAPHS)
def test_every_place_is_taken_once(graph):
    for strand in strands(graph):
        passes = [place for route in strand.routes.values() for place in route[1:-1]]
        free = [LayerPlace(layer, place) for layer, nodes in enumerate(strand.layers) for place, node in enumerate(nodes) if node is None]
        assert sorted(passes, key=lambda place: (place.layer, place.place)) == free
        assert all(strand.layers)


@given(st.lists(st.tuples(NODES, NODES).filter(lambda edge: edge[0] < edge[1]), max_size=60))
def test_without_a_circle_nothing_is_cut(graph):
    assert all(not strand.cut for strand in strands(graph))


@given(GRAPHS)
def test_the_same_graph_gives_the_same_picture(graph):
    assert strands(graph) == strands(graph)
