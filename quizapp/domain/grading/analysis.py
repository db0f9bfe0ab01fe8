"""How well questions separate learners who know the material from those who don't: figures for each question, and signs that it is flawed.

Sources: the facility index, the discrimination index and how to read them follow Moodle's documentation "Quiz statistics calculations",
where the discrimination index is the correlation of the score on a question with the score on the rest of the quiz. Here it is the
item-rest correlation of Nunnally, Psychometric Theory, over whatever other questions a learner has answered, since nobody has to answer all
of them. Thirds, instead of the upper and lower 27 % of Kelley (1939), keep every learner in the table. The thresholds of the signs are
those of Moodle's manual where it gives any: a negative or very low discrimination, or a facility so extreme that the question cannot
discriminate. In a class of thirty, the correlation of a good question falls below zero by chance often enough to flag several questions in
a deck, so a discrimination is a sign only if chance does not explain it: the upper bound of its one-sided interval, by Fisher's z (1921),
stays below what a good question has. That interval is valid only if no single pair decides the correlation, so there is no sign if one
learner accounts for a quarter or more of the spread of the scores. For example, of 24 learners who put five events in order, 20 were right,
three swapped two neighbours, and one strong learner was wrong; with this learner the correlation is -0.31, without them -0.03.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import atanh, fsum, sqrt
from random import Random
from statistics import median
from typing import Literal

from quizapp.domain.questions.question import Prompt, Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.text import fold

ENOUGH = 20
"""The number of learners from which figures are given."""

WEAK, HARD, EASY = 0.1, 0.2, 0.95
"""A discrimination below the first, or a facility below the second or above the third, is a sign."""

COMMON = 0.2
"""The share of answers from which a single wrong text is a sign."""

CLAIMS, CLAIMED = 3, 0.1
"""This number of learners who say that they were right, and this share of all learners, are a sign."""

SHOWN = 5
"""How many wrong texts are listed separately."""

NOISE = 1e-18
"""The mean square below which equal values differ only by rounding."""

SIGNS = ("negative", "beaten", "common", "claims", "weak", "hard", "easy", "unchosen")
"""The code of every sign, the most serious first; templates word them.

negative and weak have `discrimination`; beaten has `option` and `chosen`, `right` and `right_chosen`; common has `text`, `count` and `all`;
claims has `learners`; hard and easy have `facility`; unchosen has `options` and `count`.
"""

GRAVE = ("negative", "claims", "weak")
"""Signs that something is probably wrong, whatever the discrimination."""

DOUBTED = ("beaten", "common")
"""Signs that something is probably wrong, unless learners who do well elsewhere are right: then it is a common mistake."""

FAIR = 0.3
"""The discrimination from which a question is hard but fair."""

ALONE = 0.25
"""The share of the spread of the scores from which a single learner decides the discrimination."""

LEAST_PAIRS = 3
"""The standard error of Fisher's z exists only for more pairs than this."""

SURE = 2.326
"""The 99 % quantile of the normal distribution, so strict because a deck has many questions and chance could flag each of them."""

Kind = Literal["right", "partly", "wrong", "other", "unknown"]
Thirds = tuple[int, int, int]
Params = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class CountedAnswer:
    """An answer that counts: `score` is from 0 to 1, `response` is `Response.values` (empty for "I don't know"), `ms` is the time taken."""

    learner: int
    question: int
    score: float
    response: tuple[str, ...]
    ms: int | None = None


@dataclass(frozen=True, slots=True)
class ResponseCount:
    """What was chosen or typed, how often, and how often by each third of the learners, the weakest first.

    The `kind` "other" stands for all further wrong texts and "unknown" for "I don't know"; neither has a text.
    """

    text: str
    kind: Kind
    count: int
    thirds: Thirds


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a question looks flawed: a code of `SIGNS` with its parameters."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the answers to a question show about it.

    `facility` is the mean score. `discrimination` is the item-rest correlation; it is None if it is undefined, because all learners have
    the same score on this question or on the others, or if fewer than `ENOUGH` learners answered anything else. `ms` is the median time.
    `thirds` counts the answers of each third of the learners by their mean score on other questions, the weakest first; learners who
    answered no other question are in none.
    """

    facility: float
    discrimination: float | None
    ms: float | None
    choices: tuple[ResponseCount, ...]
    thirds: Thirds


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The analysis of a question: numbers of answers and learners, its figures if there are enough, and its signs, most serious first."""

    answers: int
    learners: int
    figures: Figures | None = None
    signs: tuple[Sign, ...] = ()

    @property
    def grave(self) -> bool:
        """Whether something is probably wrong with the question; other signs may only mean that it tells little."""
        discrimination = self.figures.discrimination if self.figures else None
        fair = discrimination is not None and discrimination >= FAIR
        return any(sign.code in GRAVE or (sign.code in DOUBTED and not fair) for sign in self.signs)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The sort key that puts questions with probable faults first, then the most serious sign, then the most signs."""
        return (not self.grave, SIGNS.index(self.signs[0].code) if self.signs else len(SIGNS), -len(self.signs))


def analyse(questions: Mapping[int, Question], given: Iterable[CountedAnswer], claims: Mapping[int, int]) -> dict[int, ItemFigures]:
    """Return the figures of each question. `claims` holds how many learners say they were right; answers to other questions are ignored.

    If a learner has answered a question more than once, the correlation uses the mean of those scores; facility, median time and choices
    count each answer.
    """
    answers: dict[int, list[CountedAnswer]] = defaultdict(list)
    for answer in given:
        if answer.question in questions:
            answers[answer.question].append(answer)
    rests = _rests(_scores(answers))
    return {number: _item(question, answers[number], rests[number], claims.get(number, 0)) for number, question in questions.items()}


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation of pairs of numbers, or None if either of the two does not vary."""
    if not pairs:
        return None
    middle = [fsum(side) / len(pairs) for side in zip(*pairs, strict=True)]
    apart = [(one - middle[0], other - middle[1]) for one, other in pairs]
    spread = [fsum(value * value for value in side) for side in zip(*apart, strict=True)]
    if min(spread) <= NOISE * len(pairs):
        return None
    return max(-1.0, min(1.0, fsum(one * other for one, other in apart) / sqrt(spread[0] * spread[1])))


def below(correlation: float, pairs: int, bound: float) -> bool:
    """Return whether a correlation over this many pairs shows with 99 % confidence that the true one is below a bound."""
    if correlation <= -1 or pairs <= LEAST_PAIRS:
        return correlation < bound and pairs > LEAST_PAIRS
    return correlation < 1 and atanh(correlation) + SURE / sqrt(pairs - LEAST_PAIRS) < atanh(bound)


def largest_share(scores: Sequence[float]) -> float:
    """Return the largest share that one score has in the sum of squares around the mean; 0 if the scores do not vary."""
    middle = fsum(scores) / max(1, len(scores))
    apart = [(score - middle) ** 2 for score in scores]
    return max(apart) / fsum(apart) if any(apart) else 0.0


def _scores(answers: Mapping[int, Sequence[CountedAnswer]]) -> dict[int, dict[int, float]]:
    """Return each learner's mean score on each question they answered."""
    listed: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, rows in answers.items():
        for row in rows:
            listed[row.learner][number].append(row.score)
    return {learner: {number: fsum(own) / len(own) for number, own in mine.items()} for learner, mine in listed.items()}


def _rests(scores: Mapping[int, Mapping[int, float]]) -> dict[int, dict[int, tuple[float, float]]]:
    """Return, by question and learner, the score on the question and the mean score on the others, for learners who answered others."""
    rests: dict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
    for learner, mine in scores.items():
        total, others = fsum(mine.values()), len(mine) - 1
        for number, score in mine.items() if others else ():
            rests[number][learner] = score, (total - score) / others
    return rests


def _item(question: Question, answers: Sequence[CountedAnswer], rests: Mapping[int, tuple[float, float]], claims: int) -> ItemFigures:
    learners = len({answer.learner for answer in answers})
    if learners < ENOUGH:
        return ItemFigures(len(answers), learners)
    third = _thirds(rests)
    prompt = type_of(question).present(question, Random(0))  # noqa: S311 - its shuffle does not matter
    times = [answer.ms for answer in answers if answer.ms is not None]
    figures = Figures(
        facility=fsum(answer.score for answer in answers) / len(answers),
        discrimination=correlation(list(rests.values())) if len(rests) >= ENOUGH else None,
        ms=median(times) if times else None,
        choices=_choices(question, prompt, answers, third),
        thirds=_by_third((answer.learner for answer in answers), third),
    )
    signs = [
        *_signs_of_scores(figures, [score for score, _ in rests.values()]),
        *_signs_of_choices(figures, question, prompt, len(answers)),
    ]
    if claims >= max(CLAIMS, CLAIMED * learners):
        signs.append(Sign("claims", {"learners": claims}))
    return ItemFigures(len(answers), learners, figures, tuple(sorted(signs, key=lambda sign: SIGNS.index(sign.code))))


def _thirds(rests: Mapping[int, tuple[float, float]]) -> dict[int, int]:
    """Return each learner's third, 0 for those weakest on other questions; ties are broken by the learner's number."""
    order = sorted(rests, key=lambda learner: (round(rests[learner][1], 9), learner))
    return {learner: place * 3 // len(order) for place, learner in enumerate(order)}


def _by_third(learners: Iterable[int], third: Mapping[int, int]) -> Thirds:
    found = Counter(third.get(learner) for learner in learners)
    return found[0], found[1], found[2]


def chosen(question: Question, answers: Sequence[CountedAnswer]) -> tuple[ResponseCount, ...]:
    """Return what was chosen or typed, like `Figures.choices`, however few answers there are; nobody is in a third."""
    return _choices(question, type_of(question).present(question, Random(0)), answers, {})  # noqa: S311 - its shuffle does not matter


def _choices(question: Question, prompt: Prompt, answers: Sequence[CountedAnswer], third: Mapping[int, int]) -> tuple[ResponseCount, ...]:
    """Return what was chosen: right answers first, then wrong ones by frequency, "I don't know" last."""
    tell = _listed if prompt.options or prompt.lefts else _typed
    found = tell(question, prompt, [answer for answer in answers if answer.response])
    found["unknown", ""] = [answer.learner for answer in answers if not answer.response]
    return tuple(ResponseCount(text, kind, len(learners), _by_third(learners, third)) for (kind, text), learners in found.items())


def _listed(question: Question, prompt: Prompt, answers: Sequence[CountedAnswer]) -> dict[tuple[Kind, str], list[int]]:
    """Return who chose each option, or each pair of a matching question, including options that only an earlier version had."""
    lefts = [left for _, left in sorted(prompt.lefts)]
    chosen: dict[str, list[int]] = {text: [] for text in (*question.right, *prompt.options)}
    for answer in answers:
        parts = [f"{left}: {value}" for left, value in zip(lefts, answer.response, strict=False) if value] if lefts else answer.response
        for part in parts:
            chosen.setdefault(part, []).append(answer.learner)
    wrong = sorted((text for text in chosen if text not in question.right), key=lambda text: (-len(chosen[text]), text))
    return {**{("right", text): chosen[text] for text in question.right}, **{("wrong", text): chosen[text] for text in wrong}}


def _typed(question: Question, prompt: Prompt, answers: Sequence[CountedAnswer]) -> dict[tuple[Kind, str], list[int]]:
    """Return who was right, whatever the wording, and who typed each of the most common other texts; texts that fold alike are one."""
    between = " → " if prompt.items else "; "
    right = [answer.learner for answer in answers if answer.score == 1]
    groups: dict[str, list[CountedAnswer]] = defaultdict(list)
    for answer in answers:
        if answer.score < 1:
            groups[fold(between.join(answer.response))].append(answer)
    common = [groups[key] for key in sorted(groups, key=lambda key: (-len(groups[key]), key))]
    found: dict[tuple[Kind, str], list[int]] = {("right", between.join(question.right)): right}
    for group in common[:SHOWN]:
        spellings = Counter(sorted(between.join(answer.response) for answer in group))
        text = spellings.most_common(1)[0][0]
        found["partly" if group[0].score else "wrong", text] = [answer.learner for answer in group]
    if rest := [answer.learner for group in common[SHOWN:] for answer in group]:
        found["other", ""] = rest
    return found


def _signs_of_scores(figures: Figures, scores: Sequence[float]) -> Iterable[Sign]:
    """Yield the signs in the scores. A discrimination that one learner's slip decides is no sign."""
    if figures.facility > EASY:
        yield Sign("easy", {"facility": figures.facility})
        return
    if figures.facility < HARD:
        yield Sign("hard", {"facility": figures.facility})
    found = figures.discrimination
    if found is not None and found < WEAK and below(found, len(scores), FAIR) and largest_share(scores) < ALONE:
        yield Sign("negative" if found < 0 else "weak", {"discrimination": found})


def _signs_of_choices(figures: Figures, question: Question, prompt: Prompt, answers: int) -> Iterable[Sign]:
    """Yield the signs in the choices. A single distractor that nobody chooses is no sign: the question is simply easy.

    A text that the author listed among the mistakes of the question is already accounted for: however common, it is no sign.
    """
    right = [choice for choice in figures.choices if choice.kind == "right"]
    wrong = [choice for choice in figures.choices if choice.kind == "wrong" and (not prompt.options or choice.text in prompt.options)]
    if prompt.options:
        least = min(right, key=lambda choice: choice.count)
        if wrong and wrong[0].count > least.count:
            rivals: Params = {"option": wrong[0].text, "chosen": wrong[0].count, "right": least.text, "right_chosen": least.count}
            yield Sign("beaten", rivals)
        unchosen = [choice.text for choice in wrong if not choice.count]
        if unchosen and len(wrong) > 1:
            yield Sign("unchosen", {"options": "; ".join(unchosen), "count": len(unchosen)})
    elif not prompt.lefts:
        foreseen = {fold(text) for text in question.foreseen}
        common = next((choice for choice in wrong if fold(choice.text) not in foreseen), None)
        if common and common.count >= COMMON * answers:
            yield Sign("common", {"text": common.text, "count": common.count, "all": answers})
