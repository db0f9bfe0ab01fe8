"""The page that explains why nothing was done to a draft: it has been changed since the page with the button was opened."""

from __future__ import annotations

from datetime import UTC

from flask import render_template

from quizapp.domain.memory.study_day import study_day
from quizapp.services.authoring.drafts import Conflict
from quizapp.web.context import visitor, zone


def changed(conflict: Conflict, again: str) -> tuple[str, int]:
    """Show who has changed a draft and when, with a link to the page `again`, which shows it as it is now."""
    at = conflict.at.replace(tzinfo=UTC).astimezone(zone()) if conflict.at else None
    values = {"at": at, "day": study_day(at, zone()) if at else None, "own": conflict.by == visitor().username}
    return render_template("errors/draft_changed.html", draft=conflict.theirs, again=again, **values), 409
