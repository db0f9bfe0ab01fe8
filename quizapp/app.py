"""`create_app`, the composition root: the only place that knows every layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp import lexicons
from quizapp.config import read_settings
from quizapp.db import base
from quizapp.domain.questions import lexicon
from quizapp.shipped import MIGRATIONS
from quizapp.web import (
    account,
    assets,
    classes,
    context,
    dates,
    errors,
    gate,
    happening,
    home,
    keeping,
    languages,
    logs,
    metrics,
    progress,
    quiz,
    read,
    repeating,
    richtext,
    roles,
    saying,
    security,
    study,
    teach,
    unsent,
    words,
)
from quizapp.web.admin import bp as admin_pages
from quizapp.web.subpath import SubPath

BLUEPRINTS = (home.bp, account.bp, read.bp, study.bp, quiz.bp, progress.bp, classes.bp, teach.bp, admin_pages)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Create the application. `config` has settings of `quizapp.config` without their prefix, and options of Flask.

    Nothing is created on disk: if a key, database or migration is missing, every page names the command that fixes it.
    """
    settings = read_settings(config)
    app = Flask("quizapp", static_folder=None)
    app.jinja_environment = words.Environment
    app.config.update(config or {})
    url, options = base.engine_options(settings.database_url)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options)
    app.extensions["quizapp.settings"] = settings
    logs.init_app(app, settings)
    metrics.init_app(app, settings)
    security.init_app(app, settings)
    unsent.init_app(app)
    base.init_app(app, synchronous=settings.synchronous)
    Migrate(app, base.db, directory=str(MIGRATIONS))
    lexicon.put_in_place(lexicons.find)  # a request finds the words that commands have made, and makes none
    languages.init_app(app)
    richtext.init_app(app)
    saying.init_app(app)
    dates.init_app(app)
    happening.init_app(app)
    keeping.init_app(app)
    words.init_app(app)
    roles.init_app(app)
    app.context_processor(lambda: {"visitor": context.shown_visitor(), "demo": settings.demo})
    gate.init_app(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    repeating.init_app(app, base.once_more)
    errors.init_app(app)
    assets.init_app(app, settings)
    if settings.path:
        app.wsgi_app = SubPath(app.wsgi_app, settings.path)  # type: ignore[method-assign]
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
