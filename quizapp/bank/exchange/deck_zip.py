"""Our own format: the files of a deck folder in a zip, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizapp.bank.exchange import difficulty
from quizapp.bank.exchange.difficulty import DIFFICULTY_FILE
from quizapp.bank.exchange.notices import Exported, Imported, Refused
from quizapp.bank.exchange.zips import opened, read_entry
from quizapp.bank.pictures import is_picture
from quizapp.bank.shape import DECK_FILE, READING_NAME
from quizapp.bank.source import SUFFIXES
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.domain.questions.phrases import N_, Phrase

YAML_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]*\.ya?ml")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
UNIX = 3


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a deck folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and _belongs(path.name)}


def export(files: Mapping[str, bytes], numbers: Mapping[str, QuestionNumbers] | None = None) -> Exported:
    """Return the files of a deck as a zip, with how hard its questions were if `numbers` are given: equal files give equal bytes."""
    if numbers is not None:
        files = {**files, DIFFICULTY_FILE: difficulty.written(numbers)}
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name in sorted(files):
            info = ZipInfo(name, LONG_AGO)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, PLAIN_FILE, UNIX
            archive.writestr(info, files[name])
    return Exported(target.getvalue())


def read(content: bytes) -> Imported:
    """Return the files of a deck from a zip, at its top or in one folder. Raises Refused before anything is unpacked."""
    with opened(content) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        paths = [PurePosixPath(info.filename) for info in entries]
        folders = {path.parent for path in paths} | {PurePosixPath(info.filename) for info in archive.infolist() if info.is_dir()}
        deepest = max((len(folder.parts) for folder in folders), default=0)
        if deepest > 1 or len(folders) > 1 + (PurePosixPath() in folders and not any(path.parent == PurePosixPath() for path in paths)):
            raise Refused("zip-nested", name=max(map(str, folders), key=len))
        for path in paths:
            if not _belongs(path.name) and path.name != DIFFICULTY_FILE:
                raise Refused("zip-foreign", name=str(path))
        if DECK_FILE not in {path.name for path in paths}:
            raise Refused("zip-foreign", name=Phrase(N_("no {file}"), {"file": DECK_FILE}))
        contents = {path.name: read_entry(archive, info) for path, info in zip(paths, entries, strict=True)}
    return _imported(contents)


def _imported(contents: dict[str, bytes]) -> Imported:
    """Return the files of a deck; how hard its questions were is no file of it, and a mistake in that loses nothing else."""
    brought = contents.pop(DIFFICULTY_FILE, None)
    if brought is None:
        return Imported(contents)
    try:
        return Imported(contents, difficulty=difficulty.read(brought))
    except Refused as error:
        return Imported(contents, (error.notice,))


def _belongs(name: str) -> bool:
    """Return whether a name is that of a file of a deck."""
    known = YAML_NAME if name.endswith(SUFFIXES) else READING_NAME
    return known.fullmatch(name) is not None or is_picture(name)
