"""Draw the icons of the installed app as PNG, from the shapes of favicon.svg: `.venv/bin/python tests/icons.py` writes them.

Each pixel is the mean of 4 x 4 points, and each point has the colour of the topmost shape it lies in. A maskable icon has no corners of
its own and keeps its drawing inside the middle 80 %, since systems cut it to a shape of theirs.
"""

from __future__ import annotations

import struct
import zlib
from math import hypot
from pathlib import Path

STATIC = Path(__file__).parent.parent / "quizapp" / "static"
FINE = 4
PAPER, BAR, PEN, INK = (251, 249, 244), (255, 216, 92), (168, 121, 0), (26, 62, 114)
SIZES = {"icon-192.png": (192, False), "icon-512.png": (512, False), "icon-maskable.png": (512, True)}


def colour(x: float, y: float, *, whole: bool) -> tuple[int, int, int] | None:
    """Return the colour at a point of the drawing, which is 32 units wide; None outside its rounded corners unless it is `whole`."""
    ring = hypot(x - 16, y - 14)
    along = max(0.0, min(1.0, ((x - 18) * 7 + (y - 17) * 8) / 113))
    if 4.1 <= ring <= 10.5 or hypot(x - 18 - 7 * along, y - 17 - 8 * along) <= 1.5:
        return INK
    if 3 <= x <= 29 and 25 <= y <= 27:
        return PEN
    if 3 <= x <= 29 and 21 - (x - 3) * 6 / 26 <= y <= 26:
        return BAR
    corner = hypot(max(4 - x, x - 28, 0), max(4 - y, y - 28, 0))
    return PAPER if whole or corner <= 4 else None


def drawn(size: int, *, maskable: bool) -> bytes:
    """Return a square PNG."""
    scale = 32 / size * (1.25 if maskable else 1)
    shift = 4 if maskable else 0
    rows = []
    for row in range(size):
        line = bytearray(b"\0")
        for column in range(size):
            points = [
                colour((column + (i + 0.5) / FINE) * scale - shift, (row + (j + 0.5) / FINE) * scale - shift, whole=maskable)
                for j in range(FINE)
                for i in range(FINE)
            ]
            seen = [point for point in points if point]
            mean = [sum(channel) // len(seen) for channel in zip(*seen, strict=True)] if seen else [0, 0, 0]
            line += bytes([*mean, 255 * len(seen) // len(points)])
        rows.append(bytes(line))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    for name, (size, maskable) in SIZES.items():
        (STATIC / name).write_bytes(drawn(size, maskable=maskable))
