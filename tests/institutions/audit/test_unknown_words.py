"""A covered row with a word that the program does not know is named, and the rest of the verification goes on.

Comparisons of derived rows read such words as enumerations. The error ended the whole verification before it named any
row, so that one changed word hid all other changes.
"""

import pytest

from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Party, PartyName
from tests.documents import small
from tests.institutions.audit.filled_tables import without_checks
from tests.institutions.audit.random_changes import execute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency")]
ENDED = "a part of the verification ended at a value that cannot be read"


def test_a_party_of_an_unknown_kind_is_named_and_ends_no_other_comparison() -> None:
    register_partnership(check_document(small()), account=None, way="rest")
    party = PartyName.objects.filter(party__kind="company").values_list("party", flat=True)[0]
    assert verify_audit().troubles == ()
    with without_checks():
        Party.objects.filter(pk=party).update(kind="bodyx")
        execute("DELETE FROM rules_assessment")
        found = verify_audit().troubles
    for said in (
        f"institutions_party {party}: was changed after ",
        ENDED,
        "rules_assessment: none is on record about",
    ):
        assert [each[: len(said)] for each in found].count(said) == 1, found


def test_an_error_of_the_program_is_no_trouble_of_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_table: str) -> str:
        message = "of the program"
        raise LookupError(message)

    monkeypatch.setattr("institutions.audit.verify.hidden_row_troubles", lambda: map(fail, ["table"]))
    with pytest.raises(LookupError, match="of the program"):
        verify_audit()
