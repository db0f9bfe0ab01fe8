"""Words that would pass for a name: names stand in no lexicon, so their misspellings are not held against one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from string import ascii_lowercase

from quizapp.bank.problems import RuleFinding
from quizapp.bank.rules.view import View
from quizapp.domain.questions.lexicon import Lexicon
from quizapp.domain.questions.question import Context, Grade, Judge
from quizapp.domain.questions.slips import allowed
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import plain, words

ALPHABETS: Mapping[str, str] = {
    "LATIN": ascii_lowercase,
    "CYRILLIC": "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџѓќѕ",
    "GREEK": "αβγδεζηθικλμνξοπρσςτυφχψω",
}
MOST = 5
"""How many words a message names."""


def word_for_name(view: View) -> Iterator[RuleFinding]:
    """No word of the language counts as a misspelling of a person's name, unless the author knows."""
    context = Context(view.deck.language, terms=view.deck.terms)
    lexicon = context.words
    for _, question, place in view.questions() if lexicon else ():
        for n, forms in enumerate(question.forms):
            term = term_of(forms[0], context)
            kind = getattr(question, "kind", None) or (term.kind if term else "")
            if kind == "person" and lexicon and question.judges:  # asked last: what grades a number takes long to make
                accepted = dict.fromkeys((*forms, *((term.name, *term.also) if term else ())))
                found = {form: tuple(_passing(form, question.judges[n], lexicon)) for form in accepted}
                for name, near in found.items():
                    if near:
                        yield RuleFinding("word-for-name", place, {"name": name, "words": near[:MOST]})


def _passing(form: str, judge: Judge, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words that would be graded as a name of one word, with a misspelling; beside its other names, a word is one of them."""
    names = words(form)
    if len(names) == 1 and allowed(names[0]):
        for word in sorted(_near(plain(names[0]), lexicon)):
            graded = judge.judge(word)
            if isinstance(graded, Grade) and graded.almost:
                yield word


@lru_cache(maxsize=1024)
def _near(name: str, lexicon: Lexicon) -> AbstractSet[str]:
    """Return the words with the first letter of a name that are one letter or swap away, and are no form of it."""
    script = unicodedata.name(name[0], "").partition(" ")[0]
    letters = ALPHABETS.get(script, "")
    cuts = range(1, len(name) + 1)
    near = {name[:cut] + name[cut + 1 :] for cut in cuts}
    near |= {name[:cut] + name[cut + 1 : cut + 2] + name[cut : cut + 1] + name[cut + 2 :] for cut in cuts}
    near |= {name[:cut] + letter + name[cut + more :] for cut in cuts for letter in letters for more in (0, 1)}
    own = {name, lexicon.lemma(name) or name}
    return {word for word in near if lexicon.is_word(word) and own.isdisjoint({word, lexicon.lemma(word)})}
