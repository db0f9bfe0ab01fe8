"""Every code has a file in codes/ with examples: each wrong one gets that code and no other, each right one gets none."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "codes"
EXAMPLES = [
    pytest.param(path.stem, kind, text, id=f"{path.stem}-{kind}-{number}")
    for path in sorted(FOLDER.glob("*.txt"))
    for number, (kind, text) in enumerate(
        re.findall(r"^== (wrong|right)\n(.*?)(?=^== |\Z)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL), start=1
    )
]


@pytest.mark.parametrize(("code", "kind", "text"), EXAMPLES)
def test_example(codes_of, code, kind, text):
    assert codes_of(text) == ([code] if kind == "wrong" else [])
