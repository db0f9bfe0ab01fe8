"""What a teacher sees: the decks of the site and what is wrong with their files."""

from flask import Blueprint

bp = Blueprint("teach", __name__)

from quizapp.web.teach import (  # noqa: E402 - registers the routes
    analysis,  # noqa: F401
    assignments,  # noqa: F401
    class_accounts,  # noqa: F401
    class_map,  # noqa: F401
    class_members,  # noqa: F401
    classes,  # noqa: F401
    coverage,  # noqa: F401
    decks,  # noqa: F401
    doubles,  # noqa: F401
    editor,  # noqa: F401
    editor_pictures,  # noqa: F401
    editor_pieces,  # noqa: F401
    exporting,  # noqa: F401
    gradebook,  # noqa: F401
    importing,  # noqa: F401
    lesson,  # noqa: F401
    moving,  # noqa: F401
    publishing,  # noqa: F401
    queue,  # noqa: F401
    regrading,  # noqa: F401
    revisions,  # noqa: F401
    start,  # noqa: F401
    testing,  # noqa: F401
    views,  # noqa: F401
    worksheet,  # noqa: F401
)
