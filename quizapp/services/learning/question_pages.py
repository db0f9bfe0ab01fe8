"""The frozen values for pages about a question. Templates see these, but never a row or a deck.

A `kind` is the type of the question, of which templates read what is true of all its questions: `shows`, `self_rated` and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from quizapp.domain.questions import differing
from quizapp.domain.questions.differing import Distance, Proof
from quizapp.domain.questions.question import Difference, Fields, FormatError, Portion, Prompt, QuestionType, Verdict, Written

Returns = Literal["", "itself", "other"]
"""What comes back before the round ends because of an answer: nothing, its question, or another one on the same fact."""


@dataclass(frozen=True, slots=True)
class RoundBar:
    """How far the round is: `done` of `total` questions, and the first verdict of each one done.

    `again` is true for a question that comes back after a miss: it does not move the bar.
    """

    done: int
    total: int
    marks: tuple[Verdict, ...] = ()
    again: bool = False

    @property
    def letters(self) -> str:
        """The marks as a presentation carries them."""
        return "".join("r" if mark is Verdict.RIGHT else "m" for mark in self.marks)

    @classmethod
    def of(cls, letters: str, total: int, *, again: bool = False) -> RoundBar:
        """Read the marks that a presentation carries."""
        return cls(len(letters), total, tuple(Verdict.RIGHT if letter == "r" else Verdict.WRONG for letter in letters), again)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, `marked` if a fact quotes it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence of the reading that contains a quote, as marked and plain stretches.

    `before` and `after` are the rest of its paragraph; `section` and `anchor` say where in the reading it is.
    """

    sentence: tuple[Words, ...]
    before: str
    after: str
    section: str
    anchor: str

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(words.text for words in self.sentence)

    def with_marks_of(self, other: Passage) -> Passage:
        """Return the same sentence with the marks of another one of the same text as well."""
        marked = [any(pair) for pair in zip(self._marks, other._marks, strict=True)]
        stretches = groupby(zip(self.text, marked, strict=True), key=itemgetter(1))
        return replace(self, sentence=tuple(Words("".join(char for char, _ in part), mark) for mark, part in stretches))

    @property
    def _marks(self) -> list[bool]:
        return [words.marked for words in self.sentence for _ in words.text]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of a deck on a page: `alt` describes it, `width` and `height` are in pixels."""

    deck: str
    digest: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """A button of a card: `rating` is again, hard, good or easy, `days` until the question comes back (0 for today)."""

    rating: str
    days: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """The back of a card."""

    right: tuple[str, ...]
    why: str
    statement: str
    background: str
    checklist: tuple[str, ...]
    passages: tuple[Passage, ...]
    ratings: tuple[RatingChoice, ...]
    picture: ShownPicture | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """A question as it is asked: nothing in here depends on the right answer, except `reveal`, made after "Show answer".

    `presentation` is the signed presentation for the form's hidden field. `typed` has the fields of a form that is shown again. `undoable`
    is the number of the newest answer of the day that can be undone, or 0. `notice` is a code: "elsewhere" (answered in another tab,
    nothing recorded), "stale" (asked again), or empty. `reason` is why it is asked now (domain.memory.queue.Reason), or empty. `recheck`
    is true if the right answer has been corrected since the last answer, `unmoved` if the form came back as it was shown.
    """

    deck: str
    deck_title: str
    language: str
    question: str
    kind: QuestionType[Any]
    prompt: Prompt
    presentation: str
    according_to: str = ""
    has_hint: bool = False
    hint: str = ""
    round: RoundBar | None = None
    typed: Fields = field(default_factory=dict)
    error: FormatError | None = None
    notice: str = ""
    reveal: Reveal | None = None
    reason: str = ""
    undoable: int = 0
    picture: ShownPicture | None = None
    option_pictures: Mapping[str, ShownPicture] = field(default_factory=dict)
    recheck: bool = False
    unmoved: bool = False


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a learner sees after an answer.

    `n` numbers the learner's answers. `kind` is the type that it was graded as: on the cards page, that of a card. `given` is the response
    as texts; for "I don't know" it is () and `dont_know` is true. `right` is the right answer, `right_as` its format. `score` is between 0
    and 1, `portion` is how much was right. `streak` counts right answers in a row including this one. `due` is the day the question is
    asked again; `returns` says what comes back before the round ends. `differs` is true if the question has been reworded since
    it was answered. `last_day` and `last_given` are the previous answer (None and () the first time), `note` is the learner's own on the
    fact. `claimable` tells whether the learner may say "I was right", `claimed` whether they did, `scheduled` whether the answer counts for
    when the question comes back, `reported` whether the question was reported as wrong. `slips` is how often it was forgotten, if so often
    that asking again will not help, or 0; `easier` is then an easier question on the same fact, if any. `attempt` is the quiz it was given
    in, 0 for study; in a quiz `n` is 0 until its end turns the responses into answers. `regraded` is true if the answer was re-graded after
    the right answer was corrected. `taught` is true if a class of the learner has the deck. `outcomes` are a teacher's
    decisions on the claim and on the report: accepted, dismissed, or empty.
    """

    n: int
    deck: str
    deck_title: str
    language: str
    fact: str
    question: str
    kind: QuestionType[Any]
    prompt: str
    verdict: Verdict
    score: float
    almost: bool
    dont_know: bool
    given: tuple[str, ...]
    right: tuple[str, ...]
    right_as: Written
    differences: tuple[Difference, ...]
    feedback: tuple[str, ...]
    statement: str
    why: str
    according_to: str
    background: str
    passages: tuple[Passage, ...]
    today: date
    picture: ShownPicture | None = None
    due: date | None = None
    streak: int = 0
    returns: Returns = ""
    can_undo: bool = False
    differs: bool = False
    round: RoundBar | None = None
    undone: bool = False
    last_day: date | None = None
    last_given: tuple[str, ...] = ()
    note: str = ""
    claimable: bool = False
    claimed: bool = False
    scheduled: bool = True
    reported: bool = False
    slips: int = 0
    easier: str = ""
    attempt: int = 0
    regraded: bool = False
    taught: bool = False
    outcomes: tuple[str, str] = ("", "")
    portion: Portion | None = None

    @property
    def proof(self) -> Proof:
        """What was typed above what was right, with the differences marked."""
        return differing.proof(self.given[0], self.right[0], self.differences, almost=self.almost)

    @property
    def distance(self) -> Distance | None:
        """How far a date is off, or None for anything else."""
        return differing.distance(self.right[0], self.differences)
