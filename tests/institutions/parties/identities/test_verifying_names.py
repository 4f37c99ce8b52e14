"""The forms of names by which possible matches are found: `verify_audit` makes them again."""

from collections.abc import Callable
from typing import Any

import pytest

from institutions.audit.verify import verify_audit
from institutions.drafts.name_searches import search_waiting
from institutions.models import IdentityLead, NameKey, NamePart, PartyName
from institutions.parties.identities import verifying_names
from institutions.parties.identities.matching import compared_match
from institutions.parties.identities.verifying_names import differing_leads, differing_names
from tests.documents import small
from tests.institutions.drafts.test_store import register

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def first() -> int:
    return PartyName.objects.order_by("pk").values_list("pk", flat=True)[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda: PartyName.objects.filter(pk=first()).update(folded="other"),
        lambda: PartyName.objects.filter(pk=first()).update(folded=""),
        lambda: NameKey.objects.filter(name=first()).delete(),
        lambda: NameKey.objects.filter(pk=NameKey.objects.filter(name=first())[0].pk).delete(),
        lambda: NameKey.objects.create(name_id=first(), key="other"),
        lambda: NamePart.objects.filter(name=first()).delete(),
        lambda: NamePart.objects.create(name_id=first(), part=b"Bother"),
    ],
)
def test_a_changed_form_is_found(change: Callable[[], object]) -> None:
    register(small())
    change()
    (said,) = (each for each in verify_audit().troubles if "forms for comparison" in each)
    assert said.startswith(f"institutions_partyname {first()}: ")


def test_the_forms_of_what_is_registered_and_revised_are_right() -> None:
    register(small())
    document = small(revision=2)
    document["companies"][0]["name"] = {"en": "Another name"}
    register(document)
    assert not list(differing_names(None))


@pytest.mark.parametrize(
    "change",
    [
        lambda leads: leads.update(folded="other"),  # the page would show an earlier rejection of another name no more
        lambda leads: leads.update(match="0" * 64),  # nor this one
    ],
)
def test_a_changed_form_of_a_possible_match_is_found(change: Callable[[Any], object]) -> None:
    for number in (1, 2):
        company = {"key": "hikari", "name": {"ja": "ヒカリ磁性"}}
        register(small(reference=f"N-{number}", companies=[company], people=[], statements=[]))
    search_waiting()
    lead = IdentityLead.objects.latest("pk")
    assert not list(differing_leads(None))
    change(IdentityLead.objects.filter(pk=lead.pk))
    (said,) = (each for each in verify_audit().troubles if each.startswith("institutions_identitylead"))
    assert said == f"institutions_identitylead {lead.pk}: the form of the name that was compared was changed"


def test_after_an_erasure_a_possible_match_is_still_found_by_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of a rejected match of an erased person could be moved to another comparison: it was not looked at."""
    for number in (1, 2):
        company = {"key": "hikari", "name": {"ja": "ヒカリ磁性"}}
        register(small(reference=f"N-{number}", companies=[company], people=[], statements=[]))
    search_waiting()
    lead = IdentityLead.objects.latest("pk")
    monkeypatch.setattr(verifying_names, "parties_erased_among", lambda parties: set(parties))
    written_anew = {"folded": "erased", "match": compared_match("company", "erased", lead.candidate_id)}
    IdentityLead.objects.filter(pk=lead.pk).update(**written_anew)
    assert not list(differing_leads(None))
    IdentityLead.objects.filter(pk=lead.pk).update(match="0" * 64)
    assert list(differing_leads(None)) == [
        f"institutions_identitylead {lead.pk}: the form of the name that was compared was changed"
    ]
