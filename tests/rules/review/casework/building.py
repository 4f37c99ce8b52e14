"""A fictional case for tests of casework: registered, assessed, with reviewers whose ties are settled."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment, FindingDecision, ReviewCase
from rules.review.casework.acknowledging import acknowledge_rules
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer, declare_none
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.moving import move_case
from rules.review.casework.people_concerned.asking import store_hearing
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.recusing import record_recusal
from rules.review.casework.signing import signing_names
from rules.review.casework.standing import FindingStanding
from tests.documents import example, small
from tests.people import reviewer_account

TOMORROW = timedelta(days=1)


def soon() -> date:
    """Return a day in the future."""
    return timezone.localdate() + 30 * TOMORROW


def registered(document: dict[str, Any] | None = None, account: Account | None = None) -> Partnership:
    """Return the partnership of a document, assessed."""
    draft = check_document(document or example("hikari_magnetics"))
    partnership = register_partnership(draft, account=account, way="form" if account else "file").partnership
    assess(partnership)
    return partnership


def assess(partnership: Partnership) -> Assessment:
    """Finish the newest assessment of a partnership."""
    newest = Assessment.objects.filter(partnership=partnership).newest_first()[0]
    return finish_here(newest)


def without_findings() -> dict[str, Any]:
    """Return a document whose company has no ties."""
    return small(statements=[])


def reviewer(name: str, **fields: Any) -> Account:
    """Return a reviewer without a body, linked to a person about whom nothing else is known."""
    return reviewer_account(name, **fields)


def officer(body: GovernmentBody, name: str = "officer-of-body", **fields: Any) -> Account:
    """Return an officer of a body."""
    return Account.objects.create_user(name, role=Role.OFFICER, body=body, **fields)


def view_of(partnership: Partnership) -> CaseView:
    """Return the case as it is now."""
    return read_case(Partnership.objects.get(pk=partnership.pk))


def version(partnership: Partnership) -> int:
    """Return the present version of the case: 0 before the first act on it."""
    return ReviewCase.objects.filter(partnership=partnership).values_list("version", flat=True).first() or 0


def do(partnership: Partnership, act: Act, account: Account, reason: str = "Looked at the file.") -> None:
    """Move the case, as somebody who has just read it."""
    move_case(partnership, act, account=account, version=version(partnership), reason=reason)


def ready(partnership: Partnership, account: Account) -> None:
    """Assign a reviewer, who signs a declaration where one is needed."""
    assign_reviewer(partnership, account, account=account, version=version(partnership))
    found = view_of(partnership).of_account(account.pk)
    if found and not found.ready:
        declare_none(partnership, signature=signing_names(account)[0][0], account=account, version=version(partnership))


def under_review(partnership: Partnership, *accounts: Account) -> None:
    """Accept the case, assign these reviewers and begin the review."""
    do(partnership, Act.TAKE_IN, accounts[0])
    for account in accounts:
        ready(partnership, account)
    do(partnership, Act.BEGIN, accounts[0])


def finding_of(partnership: Partnership, code: str) -> FindingStanding:
    """Return the first finding of a rule in the newest assessment."""
    return next(each for each in view_of(partnership).findings if each.match.finding.code == code)


def decided(
    partnership: Partnership,
    code: str,
    account: Account,
    decided: str = "dismissed",
    *,
    hears: bool = True,
    **given: Any,
) -> FindingDecision:
    """Decide a finding, as somebody who has just read it; before confirming it, note that nobody can be heard."""
    if hears and decided == "confirmed":
        hear_nobody(partnership, finding_of(partnership, code), account)
    standing = finding_of(partnership, code)
    by_kind: dict[str, dict[str, Any]] = {
        "dismissed": {"ends_on": soon().isoformat()},
        "mitigated": {"measures": [measure()]},
        "more_information": {"asked_of": "Hikari Magnetics (fictional)", "answer_by": soon().isoformat()},
    }
    body = {"decided": decided, "reason": "Looked at the register of shares.", **by_kind.get(decided, {}), **given}
    (row,) = decide_findings(partnership, {standing.match.finding_id: read_token(standing)}, body, account=account)
    return row


def hear_nobody(partnership: Partnership, standing: FindingStanding, account: Account) -> None:
    """Note that all persons concerned who were not heard cannot be reached."""
    given = {"how": "waived", "waiver": "unreachable", "note": "On leave for a year."}
    finding = standing.match.finding_id
    for each in hearings_of([standing.match], timezone.localdate())[finding]:
        if each.in_the_way:
            store_hearing(partnership, finding, {**given, "person": str(each.person.pk)}, account=account)


def measure(**fields: Any) -> dict[str, Any]:
    """Return a complete measure."""
    return {"text": "Sato takes no part", "owner": "Personnel division", "due_on": soon().isoformat(), **fields}


def acknowledge_all(partnership: Partnership, account: Account) -> None:
    """Acknowledge every rule that could not be assessed."""
    lacking: dict[str, list[str]] = {}
    for rule in view_of(partnership).unaddressed:
        lacking.setdefault(rule.lacking, []).append(rule.outcome.code)
    for what, codes in lacking.items():
        acknowledge_rules(partnership, codes, what, reason="Asked and not needed.", account=account)


def settle(partnership: Partnership, *accounts: Account, decided_as: str = "dismissed") -> None:
    """Let these reviewers decide every finding, and the first acknowledge the rest."""
    for account in accounts:
        for standing in view_of(partnership).findings:
            if not standing.settled:
                decide_as_read(partnership, standing, account, decided_as)
    acknowledge_all(partnership, accounts[0])


def finding_of_id(partnership: Partnership, pk: int) -> FindingStanding:
    """Return the present state of a finding."""
    found = view_of(partnership).finding(pk)
    assert found is not None
    return found


def decided_by_id(partnership: Partnership, pk: int, account: Account, decided_as: str) -> None:
    """Decide one finding by its id."""
    decide_as_read(partnership, finding_of_id(partnership, pk), account, decided_as)


def decide_as_read(partnership: Partnership, standing: FindingStanding, account: Account, decided_as: str) -> None:
    """Decide a finding as it was read."""
    given = {"decided": decided_as, "reason": "Looked at it."}
    if decided_as == "confirmed":
        hear_nobody(partnership, standing, account)
    if decided_as == "dismissed":
        given["ends_on"] = soon().isoformat()
    decide_findings(partnership, {standing.match.finding_id: read_token(standing)}, given, account=account)


def recused_by_officer(case: Partnership, first: Account, second: Account, officer: Account) -> Partnership:
    """Return a case whose critical COI-01 two reviewers mitigated, before an officer recorded Sato's recusal."""
    under_review(case, first, second)
    for account in (first, second):
        decided(case, "COI-01", account, "mitigated")
    record_recusal(case, "sato", account=officer, version=version(case))
    assess(case)
    return case
