"""A form field with rows of texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from quizapp.web.teach.editor.tables import Column

Row = dict[str, str]
"""The texts of a row by the keys of its columns."""


def filled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are not empty."""
    return [row for row in rows if any(text.strip() for text in row.values())]


class RowsField(Field):
    """Rows of texts. Each column is a control of its own, `<name>-<column>`, which the form repeats for each row."""

    data: list[Row]

    def __init__(self, label: Any, *, columns: Sequence[Column], **options: Any) -> None:
        super().__init__(label, **options)
        self.columns = [column.key for column in columns]

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Set the initial rows, or those that were sent."""
        super().process(None, data, extra_filters)
        if formdata is not None:
            sent = [formdata.getlist(self.control(column)) for column in self.columns]
            self.data = [self._row(texts) for texts in zip_longest(*sent, fillvalue="")]

    def process_data(self, value: Sequence[Row] | None) -> None:
        """Set the initial rows."""
        self.data = list(value or ())

    @property
    def filled(self) -> Sequence[Row]:
        """The rows that are not empty."""
        return filled(self.data)

    @property
    def controls(self) -> Sequence[tuple[str, str]]:
        """The names and values of its controls."""
        return [(self.control(column), row[column]) for column in self.columns for row in self.data]

    def control(self, column: str) -> str:
        """Return the name of the control of a column."""
        return f"{self.name}-{column}"

    def put(self, number: int, column: str, text: str) -> None:
        """Put a text into a row, by its number from 0, whether it was sent or not."""
        while len(self.data) <= number:
            self.data.append(self._row([""] * len(self.columns)))
        self.data[number][column] = text

    def _row(self, texts: Sequence[str]) -> Row:
        return dict(zip(self.columns, (text.replace("\r\n", "\n") for text in texts), strict=True))
