"""The register on whose rows rules are compared."""

import random

import pytest
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.access.keys import KeyHolder
from institutions.models import (
    Account,
    GovernmentBody,
    Import,
    Partnership,
    Role,
)
from tests.institutions.access.drawn import (
    World,
)


@pytest.fixture
def world() -> World:
    dice = random.Random(20260620)  # noqa: S311 - a test that can be repeated
    bodies = [GovernmentBody.objects.create(code=f"B{number}", name_en=f"Body {number}") for number in range(3)]
    now = timezone.now()
    cases = [
        Partnership.objects.create(
            reference=f"T-{number}", submitted_by=dice.choice(bodies), created_at=now, secret=number % 3 == 0
        )
        for number in range(12)
    ]
    jobs = [
        Import.objects.create(format="bods", file_name=f"{number}.json", body=bodies[number], size=1)
        for number in (0, 1)
    ]
    users: dict[str, Account | KeyHolder] = {
        f"{role}{' with the right' if right else ''}": Account.objects.create_user(
            f"{role}-{right}", role=role, body=bodies[0], reads_secret=right
        )
        for role in Role
        for right in (False, True)
    }
    users["an officer of no body"] = Account.objects.create_user("nobody's", role=Role.OFFICER)
    users["a key"] = KeyHolder(make_key(bodies[0], scopes=SCOPES)[0])
    users["a key with a scope"] = KeyHolder(make_key(bodies[1], scopes=["read"])[0])
    return World(dice, bodies, cases, jobs, users)
