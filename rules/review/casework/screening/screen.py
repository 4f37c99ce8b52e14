"""One screening: the account, the person behind it and their body, against everything that the case names.

It runs the rulebook, so it is done outside of any transaction that locks the case, and stored afterwards.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.models import Account, CollectionParty, DocumentParty, Partnership, Submission
from institutions.parties.co_sponsors import co_sponsors_of, signatory_ids
from institutions.values.hashing import hash_json
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.judge_case import gather_as_judge
from rules.facts.gathering.parties import Identities, read_identities
from rules.models import ScreeningVerdict
from rules.review.casework.screening.by_links import ties_by_links
from rules.review.casework.screening.by_rules import signatories_of, ties_by_rules, ties_of_body
from rules.review.casework.screening.tie import GapReason, Json, ScreeningGap, ScreeningTie, TieKind
from rules.review.casework.troubles.ties import TieNamed, TieSamePerson, TieSubmitted

MOST_BODIES: Final = 8  # of those that state things about one person; each is a run of the rulebook


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """The verdict, and its basis."""

    verdict: ScreeningVerdict
    ties: tuple[Json, ...]
    gaps: tuple[Json, ...]
    submission: Submission

    @property
    def sha256(self) -> str:
        """The hash that identifies the content in the audit trail."""
        return hash_json([self.verdict.value, list(self.ties), list(self.gaps)])


def screen_account(partnership: Partnership, account: Account) -> ScreeningResult:
    """Screen an account as a reviewer of a case, as of today and with everything that is known now.

    A tie goes before a gap; where neither is found the verdict is clear, and never where nothing could be looked up.
    """
    submissions = list(partnership.submissions.select_related("account__person", "sponsor").order_by("revision"))
    current, now = submissions[-1], timezone.now()
    today = timezone.localdate(now)
    identity = read_identities()
    ties = [*ties_by_submitting(account, submissions)]
    gaps = [ScreeningGap(GapReason.OWN_BODY)] if is_of_acting_body(account, current, submissions) else []
    parties = {
        identity.true_id(each)
        for each in DocumentParty.objects.filter(submission=current).values_list("party_id", flat=True)
    } - {identity.true_id(each.pk) for each in co_sponsors_of(current)}
    if account.person_id is None:
        gaps.append(ScreeningGap(GapReason.NO_PERSON))
    else:
        person = identity.true_id(account.person_id)
        others = {
            identity.true_id(each.account.person_id) for each in submissions if each.account and each.account.person_id
        }
        found, lacking = ties_of_person(current, person, account, parties | others, identity, now=now, today=today)
        ties += found
        gaps += lacking
    if account.body and account.body.code:
        (case,) = gather_cases([current], now)
        if account.body.code in signatories_of(case):  # it took the place of the body that is named
            gaps.append(ScreeningGap(GapReason.OWN_BODY))
        ties += ties_of_body(case, account.body.code, {identity.key(each) for each in parties})
    verdict = ScreeningVerdict.TIED if ties else ScreeningVerdict.NOT_ASSESSABLE if gaps else ScreeningVerdict.CLEAR
    return ScreeningResult(
        verdict,
        tuple(each.to_json() for each in dict.fromkeys(ties)),
        tuple(each.to_json() for each in dict.fromkeys(gaps)),
        current,
    )


def ties_by_submitting(account: Account, submissions: list[Submission]) -> list[ScreeningTie]:
    """Return revisions that this account, or another one of the same person, has submitted."""
    found = []
    for each in submissions:
        if each.account_id == account.pk:
            said: Coded = TieSubmitted(revision=PlainNumber(each.revision))
        elif each.account and each.account.is_same_person(account):
            said = TieSamePerson(revision=PlainNumber(each.revision))
        else:
            continue
        found.append(ScreeningTie(TieKind.SUBMITTED, said))
    return found


def is_of_acting_body(account: Account, current: Submission, submissions: list[Submission]) -> bool:
    """Return whether the reviewer's body signs, or submitted without an account: then nobody knows who prepared it."""
    if account.body_id is None:
        return False
    if account.body_id in signatory_ids(current):
        return True
    unnamed = any(each.account_id is None for each in submissions)
    return unnamed and account.body_id == current.partnership.submitted_by_id


def ties_of_person(
    current: Submission,
    person: UUID,
    account: Account,
    parties: set[UUID],
    identity: Identities,
    *,
    now: datetime,
    today: date,
) -> tuple[list[ScreeningTie], list[ScreeningGap]]:
    """Return the ties on record between a person and the case: by name, by the rules, by the register.

    The rules run once for each body that has stated something about the person, and for the submitter. A gap remains if
    no body's statements fill it.
    """
    ties, lacks = [ScreeningTie(TieKind.NAMED, TieNamed())] if person in parties else [], list[list[ScreeningGap]]()
    submitter, key = current.document["submitted_by"], identity.key(person)
    own = account.body.code if account.body and account.body.code else submitter
    bodies = list(dict.fromkeys((submitter, own, *bodies_about(person, identity))))
    for body in bodies[:MOST_BODIES]:
        case = gather_as_judge(current, person, identity, known_at=now, as_of=today, body=body)
        found, lacking = ties_by_rules(case, key)
        ties += found
        lacks.append(lacking)
    gaps = [each for each in lacks[0] if all(each in others for others in lacks)]
    chained, cut = ties_by_links(person, parties - {person}, today)
    ties += chained
    gaps += [ScreeningGap(GapReason.TOO_MANY)] if cut or len(bodies) > MOST_BODIES else []
    return ties, gaps


def bodies_about(person: UUID, identity: Identities) -> list[str]:
    """Return the bodies whose documents or imports name a person, under any id, by code: two queries."""
    ids = [person, *(each for each in identity.same_as if identity.true_id(each) == person)]
    named = DocumentParty.objects.filter(party__in=ids).values_list("submission__partnership__submitted_by__code")
    brought = CollectionParty.objects.filter(party__in=ids).values_list("collection__body__code")
    return sorted({code for (code,) in (*named.distinct(), *brought.distinct()) if code})
