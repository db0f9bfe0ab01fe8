"""The bank folder of this host, on a database that may be shared with hosts that have folders of their own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from quizapp.bank.shape import DECK_FILE
from quizapp.config import Settings
from quizapp.services.authoring.publishing import Published, publish_bank

LIST = "published.json"
"""The file in the instance folder with the decks that this host published last, by bank folder."""


def publish(settings: Settings, bank: Path, now: datetime) -> list[Published]:
    """Publish every changed deck of a bank folder, and archive those whose folders no longer exist.

    With SQLite there is one host, and its folder is the whole bank. On a server, a deck that this folder lacks may be in that of another
    host: only what was in this folder when this host last published it is archived.
    """
    if settings.database_file:
        return publish_bank(bank, now)
    settings.instance.mkdir(parents=True, exist_ok=True)
    file = settings.instance / LIST
    before = _listed(file)
    results = publish_bank(bank, now, before.get(str(bank), ()))
    known = before | {str(bank): sorted(path.parent.name for path in bank.glob(f"*/{DECK_FILE}"))}
    partial = file.with_name(f".{LIST}")
    partial.write_text(json.dumps(known, indent=1), "utf-8")
    partial.replace(file)
    return results


def _listed(file: Path) -> dict[str, list[str]]:
    """Return the decks by bank folder; none if the file is missing or a power cut has emptied it: then nothing is archived."""
    try:
        listed: dict[str, list[str]] = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return listed
