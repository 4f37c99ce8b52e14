"""A commission of METI with two members, and a sitting on a fictional list."""

from collections.abc import Mapping
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from institutions.models import Account, GovernmentBody, Person, Role
from rules.commission.fixing import draw_sitting, fix_population
from rules.commission.setting_up import add_member, set_up_commission
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import SentList, begin_sitting, claim_sitting
from rules.models import Commission, CommissionMember, Sitting
from tests.rules.commission.lists import many_contracts

PERIOD = {"from": "2024-04-01", "until": "2024-05-31", "size": "6"}
VALUE = "38915.87"


@pytest.fixture
def body(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="METI", name_en="Ministry of Economy", name_ja="経済産業省")


@pytest.fixture
def officer(body: GovernmentBody) -> Account:
    person = Person.objects.create(name_en="Clerk of the secretariat (fictional)")
    return Account.objects.create_user("officer", "a long pass phrase", role=Role.OFFICER, body=body, person=person)


@pytest.fixture
def commission(body: GovernmentBody, officer: Account) -> Commission:
    made = set_up_commission(body, "経済産業省入札等監視委員会（架空）", account=officer)
    for name, shown in (("tanaka", "田中 架空"), ("suzuki", "鈴木 架空")):
        person = Person.objects.create(name_ja=shown)
        Account.objects.create_user(name, "a long pass phrase", role=Role.COMMISSION_MEMBER, person=person)
        add_member(made, {"account": name, "name": shown, "occupation": "弁護士"}, account=officer)
    return made


@pytest.fixture
def member(commission: Commission) -> CommissionMember:
    return commission.members.select_related("account", "commission").get(account__username="tanaka")


def begun(
    commission: Commission,
    account: Account,
    content: bytes | None = None,
    given: Mapping[str, str] = PERIOD,
    form: str = "contract_list",
) -> Sitting:
    """Return a sitting whose contracts were read."""
    files = [SentList("list.csv", content if content is not None else many_contracts(), form)]
    with patch("institutions.jobs.dispatch.send_task"):
        made = begin_sitting(commission, {**PERIOD, **given}, files, account=account)
    claim = claim_sitting(made.pk)
    assert claim
    return run_sitting(claim)


@pytest.fixture
def sitting(commission: Commission, officer: Account) -> Sitting:
    return begun(commission, officer)


def fixed(sitting: Sitting, account: Account) -> Sitting:
    """Return the sitting with its contracts fixed, and the value of a day announced that has come since."""
    with patch("django.utils.timezone.now", return_value=datetime(2026, 1, 5, 3, tzinfo=UTC)):
        fix_population(sitting, {"source": "nikkei", "on": "2026-01-06"}, account=account)
    return Sitting.objects.get(pk=sitting.pk)


def drawn(sitting: Sitting, officer: Account, member: CommissionMember) -> Sitting:
    """Return the sitting after the draw."""
    draw_sitting(fixed(sitting, officer), {"value": VALUE}, account=member.account)
    return Sitting.objects.get(pk=sitting.pk)
