"""Which pictures a deck shows, and whether they exist and can be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from quizapp.bank.build import Compiled
from quizapp.bank.pictures import LARGEST_FILE, BadPicture, Encoded, encode
from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.source import DeckFiles
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Image
from quizapp.domain.reading.deck import Picture


def used(source: DeckFiles, compiled: Compiled) -> tuple[Mapping[str, Picture], Sequence[Encoded], Sequence[RuleFinding]]:
    """Return the pictures of a deck by name, those that come from files and are to be stored, and what is wrong with any."""
    pictures: dict[str, Picture] = {}
    encoded: list[Encoded] = []
    found: list[RuleFinding] = []
    for place, image in _shown(compiled):
        stored = pictures.get(image.file) or source.pictures.get(image.file)
        if stored:
            pictures[image.file] = stored
        elif image.file not in source.pictures:
            near = get_close_matches(image.file, [*source.pictures], 1)
            cure = Phrase(N_("Did you mean {name}?"), {"name": near[0]}) if near else Phrase(N_("Put the file there, next to deck.yaml."))
            found.append(RuleFinding("picture-not-found", place / "file", {"name": image.file, "cure": cure}))
        else:
            try:
                encoded.append(_read(source, image.file))
            except BadPicture as error:
                found.append(RuleFinding(error.code, place / "file", {"name": image.file, "size": error.size, "what": error.what}))
            else:
                pictures[image.file] = encoded[-1].picture
    return pictures, encoded, found


def _read(source: DeckFiles, name: str) -> Encoded:
    with (source.folder / name).open("rb") as file:
        return encode(file.read(LARGEST_FILE + 1), name)


def _shown(compiled: Compiled) -> Iterator[tuple[FilePlace, Image]]:
    """Yield every picture that an author uses, and where."""
    for fact in compiled.deck.facts:
        if fact.image:
            yield compiled.facts[fact.id] / "image", fact.image
    for key, question in compiled.deck.questions.items():
        if question.image:
            yield compiled.questions[key] / "image", question.image
        for index, image in enumerate(question.option_images.values()):
            yield compiled.questions[key] / "choices" / index / "image", image
