"""Cells of tables that a spreadsheet opens: none is a formula, and each can be read back unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.spreadsheets import guarded, is_formula, unguarded

CELLS = st.text(alphabet=st.sampled_from("=+-@\t\r'a1 ;"), max_size=6)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_written_as_text(sign):
    assert is_formula(f"{sign}1")
    assert guarded(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("cell", ["", "Mina", "a=b", "7", " =1", "'quoted'", "'"])
def test_other_cells_are_written_as_they_are(cell):
    assert not is_formula(cell)
    assert guarded(cell) == cell


@given(CELLS)
def test_what_was_guarded_comes_back_as_it_was(cell):
    assert guarded(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguarded(guarded(cell)) == cell
