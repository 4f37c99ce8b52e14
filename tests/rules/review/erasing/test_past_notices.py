"""Former officials from published notices: erased when the look-back is over, kept if they are known otherwise."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from institutions.formats.published.re_employment import LOOK_BACK_YEARS, look_back_from
from institutions.models import Account, Erasure, GovernmentBody, Import, ImportState, Person, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from tests.institutions.imports.records import bring_in, of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator() -> Account:
    return Account.objects.create_user(username="kita-admin", role=Role.ADMINISTRATOR)


def notice(key: str, name: str, left_on: date) -> Any:
    """Return the record of a notice: a pseudonym who left METI on a day."""
    stated = {"kind": "appointment", "person": key, "body": "METI", "until": left_on.isoformat()}
    return of(f"record {key}", people=[{"key": key, "name": {"ja": name}}], statements=[stated])


def forget(*options: str) -> str:
    """Run the command, and return what it prints."""
    out = StringIO()
    call_command("forget_notices", "--by", "kita-admin", *options, stdout=out)
    return out.getvalue()


def test_only_those_past_the_look_back_and_known_from_notices_alone_are_erased(
    meti: GovernmentBody, administrator: Account
) -> None:
    first_kept = date.fromisoformat(look_back_from(timezone.localdate()))
    long_ago, lately = first_kept - timedelta(days=1), first_kept
    notices = {"format": "re_employment_notices"}
    with transaction.atomic():
        bring_in(meti, notice("a", "古例 四郎", long_ago), notice("b", "試験 花子", lately), **notices)
        bring_in(meti, notice("c", "見本 次郎", long_ago), format="appointment")
    Import.objects.update(state=ImportState.DONE)  # while a file is kept nobody is erased
    assert forget().startswith("To be erased: 1.")
    assert Person.objects.filter(name_ja="古例 四郎").exists()
    assert forget("--yes").startswith("Erased: 1. Kept for now: 0.")
    assert set(Person.objects.values_list("name_ja", flat=True)) >= {"試験 花子", "見本 次郎"}
    assert not Person.objects.filter(name_ja="古例 四郎").exists()
    assert Erasure.objects.count() == 1
    assert forget("--yes").startswith("Erased: 0.")


def test_the_look_back_is_that_of_the_rule() -> None:
    assert current_rulebook().parameters.value_at("coi_former_official_years", "2026-06-20") == LOOK_BACK_YEARS
