"""The forms of names by which possible matches are found: `verify_audit` makes them again."""

from collections.abc import Callable

import pytest

from institutions.audit.verify import verify_audit
from institutions.models import NameKey, NamePart, PartyName
from institutions.parties.identities.verifying_names import differing_names
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
