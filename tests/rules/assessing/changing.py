"""Partnerships whose assessment reads the register, and later statements of others."""

from typing import Any

from institutions.drafts.check import check_document
from institutions.drafts.store import Registration, register_partnership
from institutions.models import Company, Party
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment, Trigger
from tests.documents import small
from tests.rules.facts.gathering.conftest import Json


def company(name: str) -> Company:
    row = Company(name_en=name, country="JP")
    row.save()
    return row


def bare(reference: str, *statements: Json, **changes: Any) -> Json:
    """Return a partnership of METI with a company of its own and these statements alone."""
    companies = [{"key": "hikari", "name": {"en": f"Partner of {reference}"}}]
    given = {"companies": companies, "people": [], "statements": list(statements), "assess_as_of": "2026-06-20"}
    return small(reference=reference, **{**given, **changes})


def of(partner: Company) -> Json:
    """Return the companies of a document whose partner is in the register already."""
    return {"companies": [{"key": "hikari", "id": key(partner)}]}


def register(document: Json) -> Registration:
    return register_partnership(check_document(document), account=None, way="file")


def run(reference: str) -> None:
    """Run the queued assessment of a partnership."""
    taken = claim(Assessment.objects.queued().get(partnership__reference=reference).pk)
    assert taken is not None
    assert run_assessment(taken)


def assessed(document: Json) -> Registration:
    registered = register(document)
    run(document["reference"])
    return registered


def partner(registered: Registration) -> Party:
    return Party.objects.get(pk=registered.parties["hikari"])


def asked_again() -> set[str]:
    """Return the references of the partnerships that a change queued again."""
    rows = Assessment.objects.queued().filter(trigger=Trigger.REGISTER_CHANGED)
    return set(rows.values_list("partnership__reference", flat=True))


def known(*statements: Json) -> None:
    """Register another partnership with these statements before any assessment."""
    register(bare("X-0", *statements, submitted_by="DA", sponsor="DA", domain="cloud"))


def changed(*statements: Json, reference: str = "X-1", body: str = "DA", **changes: Any) -> set[str]:
    """Register another partnership with these statements, and return the references of those queued again."""
    register(bare(reference, *statements, submitted_by=body, sponsor=body, domain="cloud", **changes))
    return asked_again()


def held(holder: object, owned: object, share_bp: int = 1000) -> Json:
    return {"kind": "shareholding", "holder": key(holder), "company": key(owned), "share_bp": share_bp}


def key(party: object) -> str:
    return str(party.pk) if isinstance(party, Party) else str(party)


def call(closed_on: str, body: str = "METI", procured: str = "goods") -> Json:
    return {"kind": "call", "key": "c1", "body": body, "object": procured, "closed_on": closed_on}
