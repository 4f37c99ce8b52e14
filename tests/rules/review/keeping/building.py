"""Cases whose retention is over, and the accounts that keep them."""

from datetime import timedelta
from typing import Any

import pytest

from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.models import RetentionCheck
from rules.review.casework.act_table import Act
from rules.review.keeping.checking import check_retention
from tests.documents import example
from tests.rules.review.casework.building import decided, do, officer, registered, under_review

REASON = "Looked through the list of the year."
BASIS = "Consent no. 12 of 2 November 2026 (fictional)."
DAY = timedelta(days=1)


def end_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the period of retention be over for each case, whatever the day of the test."""
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)


def ended_case(body: GovernmentBody, first: Account, document: dict[str, Any] | None = None) -> Partnership:
    """Return a case that a reviewer decided something in, and that was then withdrawn."""
    submitter = officer(body)
    partnership = registered(document or example("hikari_magnetics"), submitter)
    under_review(partnership, first)
    decided(partnership, "COI-01", first, reason="Asked the official about the shares.")
    do(partnership, Act.WITHDRAW, submitter, reason="The company left the talks.")
    return partnership


def checked(partnership: Partnership, account: Account, measure: str = "destroy") -> RetentionCheck:
    """Return the choice of the measure by a reviewer."""
    return check_retention(partnership, measure, reason=REASON, account=account)


def keeper(name: str = "keeper") -> Account:
    """Return an administrator, who carries disposals out."""
    person = Person.objects.create(name_en=f"Keeper {name}")
    return Account.objects.create_user(name, role=Role.ADMINISTRATOR, person=person)
