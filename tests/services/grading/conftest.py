"""The deck of the tests with another right answer."""

import shutil

import pytest
from support import BANK

from quizapp.services.authoring.publishing import publish_folder

LINE = "        answer: the Anvil\n"
"""The line with the right answer to the question sand-bank-short-answer."""


@pytest.fixture
def publish(tmp_path, clock):
    """Publish the deck with another right answer to the question: `publish("        answer: the Bellows\\n")`."""
    folder = tmp_path / "harbour"
    shutil.copytree(BANK / "harbour", folder)
    file = next(path for path in folder.glob("*.yaml") if LINE in path.read_text())
    first = file.read_text()

    def make(lines):
        file.write_text(first.replace(LINE, lines))
        published = publish_folder(folder, clock.now)
        assert published.status == "published", published.problems

    return make
