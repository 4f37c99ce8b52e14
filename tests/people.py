"""Fictional people behind accounts: a reviewer has a person in the register."""

from typing import Any

from institutions.models import Account, Person, Role


def person_named(name: str) -> Person:
    """Return a new person of the register about whom nothing else is known."""
    return Person.objects.create(name_en=name)


def reviewer_account(name: str, password: str | None = None, **fields: Any) -> Account:
    """Return the account of a reviewer with a person of the same name, unless `person` is given."""
    person = fields.pop("person") if "person" in fields else person_named(name)
    return Account.objects.create_user(name, password, role=Role.REVIEWER, person=person, **fields)
