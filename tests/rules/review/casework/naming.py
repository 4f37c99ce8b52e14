"""Accounts of persons concerned, and hearings settled for tests with another subject."""

from typing import Any

from institutions.models import Account, DocumentParty, Partnership, Role, Submission
from rules.models import Hearing, OfficialDeclaration
from rules.review.casework.people_concerned.asking import store_hearing
from rules.review.casework.people_concerned.declaring import sign_declaration
from rules.review.casework.people_concerned.hearing import PersonHeard, hearings_of
from tests.rules.review.casework.building import finding_of, view_of


def named(case: Partnership, key: str = "sato", name: str = "sato", **fields: Any) -> Account:
    """Return an account of the person behind a key of the document."""
    party = DocumentParty.objects.get(submission__partnership=case, submission__superseded_at=None, key=key).party_id
    return Account.objects.create_user(name, "a long pass phrase", **{"role": Role.NAMED, "person_id": party, **fields})


def people_of(case: Partnership, code: str) -> tuple[PersonHeard, ...]:
    """Return the persons named in the first finding of a rule, and whether they were heard."""
    view, standing = view_of(case), finding_of(case, code)
    return hearings_of([standing.match], view.today)[standing.match.finding_id]


def heard(case: Partnership, code: str, account: Account, **given: Any) -> Hearing:
    """Settle the hearing of the first person whom a finding names."""
    person = people_of(case, code)[0].person
    body = {"how": "waived", "waiver": "unreachable", "note": "On leave for a year.", **given, "person": str(person.pk)}
    return store_hearing(case, finding_of(case, code).match.finding_id, body, account=account)


def declare(case: Partnership, account: Account, **given: Any) -> OfficialDeclaration:
    """Sign a declaration, as somebody who has just read the case."""
    revision = Submission.objects.get(partnership=case, superseded_at=None).revision
    says = "ties" if given.get("statements") else "nothing"
    return sign_declaration(
        case, {"revision": revision, "says": says, "signature": "Sato Haruka", **given}, account=account
    )
