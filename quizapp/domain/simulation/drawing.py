"""A drawing of a comparison, as SVG: the app's recall minus that of each other way of choosing, with its interval, truth by truth."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from quizapp.domain.simulation.comparing import ComparedPolicy
from quizapp.domain.simulation.policies import POLICIES

WIDTH, LEFT, LINE, TOP = 720, 230, 22, 46
LEAST = 0.02
"""The smallest distance from zero to the edge, so that a comparison without differences can be drawn."""


def draw(rows: Sequence[ComparedPolicy], title: str) -> str:
    """Return the drawing; what the app itself does is left out, since it is the line of zero."""
    app = next(iter(POLICIES))
    shown = [row for row in rows if row.candidate.policy != app]
    edge = max([LEAST, *(abs(end) for row in shown for end in (row.minus.low, row.minus.high))])
    height = TOP + LINE * len(shown) + LINE
    zero, scale = (LEFT + WIDTH) / 2, (WIDTH - LEFT) / 2 / edge * 0.92
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="8" y="20" font-size="14">{escape(title)}</text>',
        f'<line x1="{zero:.1f}" y1="{TOP - 12}" x2="{zero:.1f}" y2="{height - LINE}" stroke="#777"/>',
    ]
    for place, row in enumerate(shown):
        y = TOP + LINE * place
        low, mean, high = (zero + scale * value for value in (row.minus.low, row.minus.mean, row.minus.high))
        parts += [
            f'<text x="8" y="{y + 4}">{escape(row.truth)}: {escape(row.candidate.name)}</text>',
            f'<line x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}" stroke="#2a5d8f" stroke-width="2"/>',
            f'<circle cx="{mean:.1f}" cy="{y}" r="4" fill="#2a5d8f"/>',
        ]
    for value in (-edge, 0.0, edge):
        parts.append(f'<text x="{zero + scale * value:.1f}" y="{height - 6}" text-anchor="middle">{value:+.3f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
