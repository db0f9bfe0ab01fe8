"""How hard questions were elsewhere: what comes with a deck counts until there are answers here, and then less and less.

The sums are added to those of the answers given here. Those of a large site, or of a file that somebody made up, would never be outweighed;
so they count as a few classes' answers at most.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.domain.memory.running import QuestionNumbers

MOST = 60
"""As how many first, and as how many later answers to a question the sums from elsewhere count at most."""


@dataclass(frozen=True, slots=True)
class BroughtNumbers:
    """The sums of a question that came with its deck, and the digest of the version that they are about."""

    digest: str
    numbers: QuestionNumbers


def tempered(numbers: QuestionNumbers, most: int = MOST) -> QuestionNumbers:
    """Return sums over at most `most` first and as many later answers, with the same rates."""
    first, later = min(most / max(numbers.firsts, 1), 1.0), min(most / max(numbers.laters, 1), 1.0)
    return QuestionNumbers(
        min(numbers.firsts, most),
        numbers.firsts_known * first,
        min(numbers.laters, most),
        numbers.laters_known * later,
        numbers.surplus * later,
        numbers.weighed * later,
    )
