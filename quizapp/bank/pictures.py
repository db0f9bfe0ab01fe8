"""Pictures of a deck: which files are accepted, and how they are stored.

Every picture is decoded and encoded again, so that only the picture itself is kept: no location where it was taken, no script, no second
file appended to the first. It is turned upright and scaled down to the size that a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from quizapp.bank import drawings
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import PICTURE_NAME
from quizapp.domain.reading.deck import Picture

NAME = re.compile(PICTURE_NAME)
LARGEST_FILE = 500_000
"""The largest file that is accepted, in bytes."""

MOST_PIXELS = 25_000_000
"""The most pixels that are decoded: a small file may expand to gigabytes."""

LONGEST_SIDE = 1600
"""The longer side of a stored picture, in pixels; the column is 656 wide, and phones show two or three pixels for each."""

DRAWN = ".svg"

PHOTO = "MPO"
"""A phone's JPEG file that contains a second picture, such as a depth map; the first one is the photo."""

MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
SAVING: Mapping[str, dict[str, Any]] = {"PNG": {"optimize": True}, "JPEG": {"optimize": True}, "WEBP": {}}
QUALITIES = (85, 70, 50)
"""The first that keeps a stored picture within the accepted file size is used, so that a deck saved as a zip can be imported again."""

MODES = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB"), "WEBP": ("RGB", "RGBA")}
"""The modes that each format stores unchanged; others become RGB."""


class BadPicture(Exception):  # noqa: N818 - read as a sentence: raise BadPicture
    """A file that is not accepted: `code` is one of the validator's, `size` says in words what is too large, `what` what is refused."""

    def __init__(self, code: str, size: str = "", what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.size = size
        self.what = what


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it is stored."""

    picture: Picture
    mime: str
    data: bytes


def encode(content: bytes, name: str = "") -> Encoded:
    """Encode a picture again; it is taken for a drawing (SVG) only if its name says so.

    Raises BadPicture (picture-too-large, picture-broken, picture-moving, drawing-refused).
    """
    if name.endswith(DRAWN):
        return _redrawn(content)
    if len(content) > LARGEST_FILE:
        raise BadPicture("picture-too-large", f"{len(content) // 1000} KB")
    try:
        with Image.open(BytesIO(content), formats=[*MIMES]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadPicture("picture-too-large", _pixels(opened))
            if opened.format == PHOTO:
                return _stored(opened, "JPEG")
            if getattr(opened, "n_frames", 1) > 1:
                raise BadPicture("picture-moving")
            return _stored(opened, str(opened.format))
    except Image.DecompressionBombError as error:
        raise BadPicture("picture-too-large", Phrase(N_("too many pixels"))) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("picture-broken") from error


def _redrawn(content: bytes) -> Encoded:
    if len(content) > drawings.LARGEST_DRAWING:
        raise BadPicture("picture-too-large", f"{len(content) // 1000} KB")
    try:
        picture, data = drawings.redrawn(content)
    except drawings.BadDrawing as error:
        raise BadPicture("drawing-refused" if error.what else "picture-broken", what=error.what) from error
    return Encoded(picture, drawings.MIME, data)


def is_picture(name: str) -> bool:
    """Return whether a name is that of a picture file."""
    return NAME.fullmatch(name) is not None


def _pixels(opened: Image.Image) -> Phrase:
    return Phrase(N_("{width} x {height} pixels"), {"width": opened.width, "height": opened.height})


def _stored(opened: Image.Image, form: str) -> Encoded:
    turned = ImageOps.exif_transpose(opened)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if turned.mode not in MODES[form]:
        turned = turned.convert("RGBA" if form != "JPEG" and turned.has_transparency_data else "RGB")
    bare = Image.frombytes(turned.mode, turned.size, turned.tobytes())  # only the pixels, without metadata
    if turned.mode == "P":
        bare.putpalette(turned.getpalette("RGB") or [])
    transparent = {"transparency": turned.info["transparency"]} if form == "PNG" and "transparency" in turned.info else {}
    data = b""
    for quality in QUALITIES:
        target = BytesIO()
        bare.save(target, form, quality=quality, **SAVING[form], **transparent)
        data = target.getvalue()
        if len(data) <= LARGEST_FILE:
            return Encoded(Picture(sha256(data).hexdigest(), bare.width, bare.height), MIMES[form], data)
    raise BadPicture("picture-too-large", Phrase(N_("{size} KB when it is made smaller"), {"size": len(data) // 1000}))
