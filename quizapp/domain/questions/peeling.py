"""What is left of a typed text without words from closed lists at its ends, which must then be a right answer wholly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from quizapp.domain.questions.expanding import comma_swapped, of_swapped, without_end
from quizapp.domain.questions.prompts import PromptWords
from quizapp.domain.questions.readings import MOST_PEELED, tokenized, without_titles
from quizapp.domain.questions.tables import Words, table_of, words_of
from quizapp.domain.questions.text import plain, words

PEELS = ("", "article", "preposition", "frame", "prompt")
"""What was peeled off, the least first: nothing, an article, a preposition before a place, words of a sentence, words of the prompt."""

_WORD = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"(?<!\w)(\w{1,4})['’](?=\w)")


@dataclass(frozen=True)
class TypedReading:
    """One way to read a typed text: its `name`, the folded words left, and whether they count only with the spaces between."""

    name: str
    tokens: Words
    spaced: bool = False


@dataclass(frozen=True)
class _Peel:
    """The words that may be peeled off in a language: single ones, and phrases by their first or last word."""

    articles: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    of: frozenset[str]
    titles: frozenset[str]
    possessives: frozenset[str]
    frames: Mapping[str, Sequence[Words]]
    closings: Mapping[str, Sequence[Words]]
    subjects: Mapping[str, Sequence[Words]]


@lru_cache(maxsize=64)
def _peel(language: str) -> _Peel:
    def single(name: str) -> frozenset[str]:
        return frozenset(word.rstrip("'") for word in words_of(language, name))

    return _Peel(
        articles=single("articles"),
        places=single("places"),
        kinds=single("kinds"),
        of=single("of"),
        titles=single("titles"),
        possessives=single("possessives"),
        frames=_by_word(_phrases(language, "frames"), 0),
        closings=_by_word(_phrases(language, "closings"), -1),
        subjects=_by_word(_phrases(language, "subjects"), 0),
    )


def _phrases(language: str, name: str) -> list[Words]:
    return [tuple(map(plain, words(text))) for text in words_of(language, name)]


def _by_word(phrases: Sequence[Words], place: int) -> Mapping[str, Sequence[Words]]:
    """Return phrases by one of their words."""
    return {word: [phrase for phrase in phrases if phrase[place] == word] for word in {phrase[place] for phrase in phrases}}


def readings(text: str, kind: str, language: str, prompt: PromptWords) -> Iterator[TypedReading]:
    """Yield the ways to read a typed text, the strictest first; none of a text with too many words."""
    texts = [text, _ELIDED.sub(r"\1 ", text)] if "'" in text or "’" in text else [text]
    spelled = dict.fromkeys(tokens for each in texts for tokens in tokenized(each, language) if len(tokens) <= MOST_PEELED)
    left = [TypedReading(name, tokens[start:end]) for tokens in spelled for name, start, end in _ends(tokens, kind, language, prompt)]
    left.sort(key=lambda reading: PEELS.index(reading.name))
    yield from left
    if kind == "person":
        for reading in left:
            yield from (TypedReading("title", names) for names in _untitled(reading.tokens, text, language))
    else:
        yield from (TypedReading("of", swapped, spaced=True) for reading in left for swapped in of_swapped(reading.tokens, language))
        yield from (TypedReading("comma", swapped) for swapped in comma_swapped(text) if len(swapped) <= MOST_PEELED)
    for reading in left:
        yield from _unglued(reading.tokens, kind, language)


def remainders(text: str, kind: str, language: str, prompt: PromptWords) -> Iterator[Words]:
    """Yield what is left of a typed text, in its own spelling, after each way to peel something off."""
    typed = words(text)
    if len(typed) <= MOST_PEELED:
        folded = tuple(map(plain, typed))
        yield from (typed[start:end] for name, start, end in _ends(folded, kind, language, prompt) if name)


def without_sentence(text: str, language: str, prompt: PromptWords) -> Iterator[str]:
    """Yield what is left of a typed text, the longest first, without the subject and the verb of the prompt before it: it began in 2019."""
    places = list(_WORD.finditer(text))
    tokens = tuple(plain(place[0]) for place in places)
    if len(tokens) > MOST_PEELED or prompt.predicates.isdisjoint(tokens):
        return
    starts = sorted(_fronts(tokens, "text", _peel(language), prompt))
    yield from (
        text[places[start].start() :] for start in starts if not prompt.predicates.isdisjoint(tokens[:start]) and start < len(places)
    )


def _ends(tokens: Words, kind: str, language: str, prompt: PromptWords) -> Iterator[tuple[str, int, int]]:
    """Yield where the rest of a text may begin and end, with the name of the loosest peel; the whole text comes first."""
    fronts = _fronts(tokens, kind, _peel(language), prompt)
    backs = _backs(tokens, _peel(language), prompt)
    both = ((max(front, back), start, end) for (start, front), (end, back) in product(fronts.items(), backs.items()) if start < end)
    yield from ((PEELS[rank], start, end) for rank, start, end in sorted(both, key=lambda one: (one[0], one[1] - one[2])))


def _fronts(tokens: Words, kind: str, peel: _Peel, prompt: PromptWords) -> dict[int, int]:
    """Return how many words may be peeled off the front, each number with the rank of its loosest peel."""
    ranks = {0: 0}
    for start in range(len(tokens)):
        if start not in ranks:
            continue
        for length, rank in _front_pieces(tokens, start, kind, peel, prompt):
            end, loosest = start + length, max(ranks[start], rank)
            ranks[end] = min(loosest, ranks.get(end, loosest))
    return ranks


def _front_pieces(tokens: Words, start: int, kind: str, peel: _Peel, prompt: PromptWords) -> Iterator[tuple[int, int]]:
    """Yield the number of words of each piece that may stand at a place before an answer, and its rank."""
    word = tokens[start]
    if (word in peel.articles or word in peel.possessives) and kind != "person":
        yield 1, 1
    if (word in peel.places and kind == "place") or word in prompt.neutral:
        yield 1, 2
    yield from ((len(frame), 3) for frame in peel.frames.get(word, ()) if tokens[start : start + len(frame)] == frame)
    if not prompt.predicates.isdisjoint(tokens):
        yield from ((len(each), 4) for each in peel.subjects.get(word, ()) if tokens[start : start + len(each)] == each)
        yield from [(1, 4)] if word in prompt.names else []
    if word in prompt.repeated:
        yield 1, 4
        if word in peel.kinds and tokens[start + 1 : start + 2] and tokens[start + 1] in peel.of:
            yield 2, 4


def _backs(tokens: Words, peel: _Peel, prompt: PromptWords) -> dict[int, int]:
    """Return where a text may end, each place with the rank of the loosest peel behind it."""
    ranks = {len(tokens): 0}
    for end in range(len(tokens), 0, -1):
        if end not in ranks:
            continue
        word = tokens[end - 1]
        pieces = [(len(closing), 3) for closing in peel.closings.get(word, ()) if tokens[max(0, end - len(closing)) : end] == closing]
        named = word in prompt.names and not prompt.predicates.isdisjoint(tokens)
        pieces += [(1, 4)] if word in prompt.repeated or named else []
        for length, rank in pieces:
            start, loosest = end - length, max(ranks[end], rank)
            ranks[start] = min(loosest, ranks.get(start, loosest))
    return ranks


def _untitled(names: Words, text: str, language: str) -> Iterator[Words]:
    """Yield a name without its titles: before it, or behind it after a comma or an article."""
    peel = _peel(language)
    yield without_titles(names, language)
    comma = len(words(text.partition(",")[0])) if "," in text else 0
    for start in range(1, len(names)):
        apart = names[start] in peel.articles or start == comma
        if apart and all(name in peel.titles or name in peel.articles for name in names[start:]):
            yield without_titles(names[:start], language)


def _unglued(tokens: Words, kind: str, language: str) -> Iterator[TypedReading]:
    """Yield a text of a language that joins them to words without a frame before it, and a particle or a closing behind it."""
    table = table_of(language)
    if not table.particles and not table.place_ends:
        return
    firsts = [tokens[0], *(tokens[0].removeprefix(frame) for frame in table.frames if tokens[0].startswith(frame) and tokens[0] != frame)]
    for first in firsts:
        rest = (first, *tokens[1:])
        for last in _without_particles(rest[-1], kind, language):
            yield TypedReading("particle", (*rest[:-1], last))
        if first != tokens[0]:
            yield TypedReading("frame", rest)


def _without_particles(word: str, kind: str, language: str) -> Iterator[str]:
    """Yield a word without its particle, and without the word for a kind of place at its end."""
    table = table_of(language)
    ends = () if kind == "person" else table.place_ends
    shorter = dict.fromkeys((word, *without_end(word, table.closings, 1), *without_end(word, table.particles, 1)))
    for rest in shorter:
        if rest != word:
            yield rest
        yield from without_end(rest, ends, 2)
