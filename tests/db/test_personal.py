"""Every table with rows of a person is known, so it is exported and erased with the person."""

import pytest

from quizapp.db.base import Base
from quizapp.db.models import Account, Answer
from quizapp.db.people import personal


def names_a_person(column):
    return column.name == "user_id" or any(key.target_fullname == "account.id" for key in column.foreign_keys)


def test_every_column_that_names_a_person_is_listed():
    found = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns if names_a_person(column)}
    listed = {(model.__tablename__, column) for model, column in personal.PERSONAL.items()}
    assert listed == found | {("account", "id")}


def test_a_new_table_of_a_person_would_be_noticed():
    assert names_a_person(Answer.__table__.c.user_id)
    assert not names_a_person(Answer.__table__.c.question_id)


def test_every_column_that_names_somebody_by_their_user_name_is_listed():
    columns = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}
    listed = {(model.__tablename__, name) for model, names in personal.NAMED.items() for name in names}
    found = {(table, name) for table, name in columns if name in {"by", "actor"} or name.endswith("_by")}
    assert found - {("attempt", "closed_by")} <= listed <= columns


def test_the_account_is_erased_last():
    assert next(iter(personal.PERSONAL)) is Account


@pytest.mark.parametrize("column", sorted(personal.WITHHELD))
def test_what_is_withheld_exists(column):
    assert any(column in table.columns for table in Base.metadata.sorted_tables)
