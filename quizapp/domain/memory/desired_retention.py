"""How sure a learner wants to be of what they learnt: the predicted recall, in hundredths, at which a question is asked again.

Whatever was chosen is kept with each answer and decides when its question is due. So after a change the questions that wait keep their day,
each follows at its next answer, no backlog appears overnight, and replaying the answers leads to the same days.
"""

from __future__ import annotations

USUAL = 90
"""The retention of those who chose none."""

CHOICES = (80, 85, 90, 95)
"""What can be chosen: below 80 much is forgotten, above 95 hardly anything new is asked any more. Ours, not tested on people."""


def in_force(own: int | None, of_classes: int | None) -> int:
    """Return the desired retention of a learner for a deck, in hundredths, from their own choice and that of a class that gave it.

    The higher counts: a class can ask for more than its student would, and a student can want more than the class. Of several classes the
    caller gives the highest. Where only one chose, that counts, whether it is above or below the usual one.
    """
    return max((chosen for chosen in (own, of_classes) if chosen), default=USUAL)
