"""The files that come with the program are found in the tree and inside a wheel; tests/process/test_wheel.py runs a real one."""

import pytest
from support import ROOT

from quizapp import shipped


def test_in_the_tree_it_is_found_beside_the_package():
    assert ROOT / "migrations" == shipped.MIGRATIONS
    assert ROOT / "question_bank" == shipped.BANK
    assert ROOT / "docs" == shipped.GUIDES
    assert (shipped.STATIC / "app.js").is_file()


@pytest.mark.parametrize("beside", [True, False])
def test_what_a_wheel_carries_goes_before_what_others_put_beside_it(tmp_path, beside):
    package = tmp_path / "site-packages" / "quizapp"
    (package / "migrations").mkdir(parents=True)
    if beside:
        (package.parent / "migrations").mkdir()

    assert shipped.folder("migrations", package) == package / "migrations"
