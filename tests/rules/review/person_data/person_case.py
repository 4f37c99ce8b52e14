"""A case with a relative of its official and an alleged act, and those who prepare and release personal data."""

import json
from typing import Any

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import (
    Account,
    GovernmentBody,
    Partnership,
    Person,
    Role,
)
from rules.assessing.waiting import finish_here
from rules.models import PersonDataFile, State
from tests.documents import example, small
from tests.people import person_named, reviewer_account
from tests.rules.review.casework.building import officer, registered

REASON = "She asked in person on 2 November and showed her card."


KIN = "Mori Akira"


def document() -> dict[str, Any]:
    """Return an example with a relative of the official, an alleged act, and a free text about her."""
    found = example("hikari_magnetics")
    found["people"] = [*found["people"], {"key": "mori", "name": {"en": KIN, "ja": "森 晶"}}]
    kin = {"kind": "kinship", "person": "sato", "relative": "mori", "degree": 1, "by": "blood"}
    found["statements"] = [*found["statements"], kin]
    return found


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    return registered(document(), officer(meti, "reporter"))


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR, person=person_named("Auditor"))


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer_account("counsel")


def sato() -> Person:
    return Person.objects.filter(document_keys__key="sato").distinct().get()


def text_of(file: PersonDataFile) -> str:
    return json.dumps(file.content, ensure_ascii=False)


@pytest.fixture
def entitled(db: None) -> Account:
    return Account.objects.create_user("entitled", role=Role.AUDITOR, person=person_named("E"), reads_secret=True)


def closed_case() -> Partnership:
    """Return a restricted case that names Ms Sato, and somebody whom nothing else names."""
    content = small(
        reference="SECRET-7",
        title={"en": "Hayabusa optics"},
        secrecy="defence",
        people=[{"key": "sato", "id": str(sato().pk)}, {"key": "jun", "name": {"en": "Kuroi Jun"}}],
        officials=[{"person": "sato", "role": "decision_maker"}],
        statements=[
            {"kind": "shareholding", "holder": each, "company": "hikari", "share_bp": 620} for each in ("sato", "jun")
        ],
    )
    closed = register_partnership(check_document(content), account=None, way="file").partnership
    finish_here(closed.assessments.get(state=State.QUEUED))
    return closed


def page_of(account: Account, address: str, **posted: str) -> tuple[int, str]:
    client = Client()
    client.force_login(account)
    answer = client.post(address, posted) if posted else client.get(address)
    return answer.status_code, answer.content.decode()


def leaves(data: Any) -> list[Any]:
    """Return every value of plain data that is neither empty nor an object or list."""
    if isinstance(data, dict | list):
        inner = data.values() if isinstance(data, dict) else data
        return [leaf for each in inner for leaf in leaves(each)]
    return [] if data in (None, "", True, False) else [data]
