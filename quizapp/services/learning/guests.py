"""Guests who sign in to an account: how many answers they have to move, and moving them."""

from __future__ import annotations

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import kept_forecasts, merging, running_numbers
from quizapp.db.people import personal, stored_accounts
from quizapp.services.learning import memories
from quizapp.services.people import sign_ins
from quizapp.services.people.accounts import Visitor


def answers(who: Visitor) -> int:
    """Return how many answers a guest would move to an account; 0 for anybody else."""
    if not who.guest:
        return 0
    with transaction(write=False) as connection:
        return merging.answers(connection, who.id)


def settle(guest: Visitor, mark: str, *, bring: bool) -> int:
    """Move what a guest did to the account that signed in, or drop it, and erase the guest; return how many answers were moved.

    The guest's answers are added after the account's, and the memory of their questions is replayed: all of it or nothing. Somebody who is
    not a guest is left alone.
    """
    if not guest.guest:
        return 0
    target, _ = sign_ins.read_mark(mark)
    with transaction(write=True) as connection:
        if not (stored_accounts.lock(connection, target, guest.id) and merging.is_guest(connection, guest.id)):
            return 0
        moved = merging.answers(connection, guest.id) if bring else 0
        if bring:
            absorb(connection, guest.id, target)
        else:
            personal.erase(connection, guest.id, running_numbers.take_out)
        return moved


def absorb(connection: Connection, guest: int, target: int) -> bool:
    """Add what a guest did after what somebody else did, erase the guest and replay the memory; False if either no longer exists."""
    if not (stored_accounts.lock(connection, target, guest) and merging.is_guest(connection, guest)):
        return False
    touched = merging.questions(connection, guest)
    with running_numbers.changing(connection, target, touched, absorbs=guest):
        merging.copy_work(connection, guest, target)
        personal.erase(connection, guest, personal.taken_out)
        memories.rebuild(connection, target, touched)
        memories.rebuild_day_totals(connection, target)
        kept_forecasts.plan_changed(connection, target)
    return True
