"""What a page foresaw is kept after it was sent: nobody waits for the writing, and a page itself writes nothing."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response

from quizapp.services.learning import forecasting
from quizapp.services.learning.forecasting import ToKeep


def init_app(app: Flask) -> None:
    """Keep the forecast that a page made, once its reply was sent."""

    @app.after_request
    def later(response: Response) -> Response:
        if made := forecasting.take_unkept():
            response.call_on_close(partial(_keep, app, made))
        return response


def _keep(app: Flask, made: ToKeep) -> None:
    with app.app_context():
        forecasting.keep(made)
