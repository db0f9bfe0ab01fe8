"""Long logs in little memory: a site may have a million answers, and a Python object for each of their numbers takes ten times the room."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from quizapp.domain.memory.prediction import Row
from quizapp.domain.memory.regression import Case


class PackedLog(Sequence[Row]):
    """Answers with a rating whose learners, questions, facts and days are integers; about forty bytes each."""

    def __init__(self, rows: Iterable[tuple[int, int, int, int, float, int, int]] = ()) -> None:
        """Pack rows in order of time: learner, question, fact, day, at, rating, options."""
        self._columns: tuple[array[Any], ...] = tuple(array(kind) for kind in "qqqidbi")
        for row in rows:
            for column, value in zip(self._columns, row, strict=True):
                column.append(value)

    def __len__(self) -> int:
        """Return the number of answers."""
        return len(self._columns[0])

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Return an answer, or some."""
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        return Row(*(column[index] for column in self._columns))

    def __iter__(self) -> Iterator[Row]:
        """Yield the answers in order of time."""
        return (Row(*values) for values in zip(*self._columns, strict=True))


class PackedCases(Sequence[Case]):
    """Cases of a regression, all with as many inputs; eight bytes for each of their numbers."""

    def __init__(self, inputs: int) -> None:
        self._inputs = inputs
        self._numbers = array("d")

    def append(self, case: Case) -> None:
        """Add a case. Raises ValueError if it has another number of inputs."""
        if len(case.inputs) != self._inputs:
            raise ValueError(case)
        self._numbers.extend((*case.inputs, case.offset, case.floor, case.right))

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self._numbers) // self._width

    @overload
    def __getitem__(self, index: int) -> Case: ...

    @overload
    def __getitem__(self, index: slice) -> PackedCases: ...

    def __getitem__(self, index: int | slice) -> Case | PackedCases:
        """Return a case, or some that follow one another. Raises IndexError."""
        places = range(len(self))[index]
        if isinstance(places, int):
            return self._case(self._numbers[places * self._width : (places + 1) * self._width])
        some = PackedCases(self._inputs)
        some._numbers = self._numbers[places.start * self._width : places.stop * self._width]
        return some

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases in their order."""
        return map(self._case, zip(*[iter(self._numbers)] * self._width, strict=True))

    @property
    def _width(self) -> int:
        return self._inputs + 3

    def _case(self, numbers: Sequence[float]) -> Case:
        *inputs, offset, floor, right = numbers
        return Case(tuple(inputs), offset, floor, bool(right))
