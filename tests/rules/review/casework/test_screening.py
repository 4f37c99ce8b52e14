"""Nobody judges their own case: each sort of tie bars an assignment, and what cannot be told is never clear."""

from typing import Any

import pytest
from django.utils.translation import override

from institutions.codes.wording import code_words
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, DocumentParty, GovernmentBody, Partnership, Role
from rules.models import CaseState, ReviewAssignment, ReviewCase, ReviewerScreening, ScreeningVerdict
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer, declare_none
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError, TiedError
from rules.review.casework.screening.screen import ScreeningResult, screen_account
from rules.review.casework.shown_ties import gaps_of, readable_ties, ties_in_words
from rules.review.casework.standing import StandingKind
from tests.documents import small
from tests.people import reviewer_account
from tests.rules.review.casework.building import assess, decided, do, ready, version, view_of

pytestmark = pytest.mark.django_db
DECLARED = {"kind": "declaration", "person": "mori", "on": "2026-10-01"}
Statements = list[dict[str, Any]]


def party(partnership: Partnership, key: str) -> str:
    found = DocumentParty.objects.get(submission__partnership=partnership, submission__superseded_at=None, key=key)
    return str(found.party_id)


def state_elsewhere(case: Partnership, statements: Statements, body: str = "METI", **document: Any) -> Partnership:
    """Return another partnership, with a body's statements of ties of Mori and Abe (fictional) to parties of the case.

    "hikari" and "sato" stand for the parties of the case.
    """
    ids = {key: party(case, key) for key in ("hikari", "sato")}
    given = small(
        reference="S-1",
        submitted_by=body,
        sponsor=body,
        companies=[{"key": key, "name": {"en": f"{key.title()} Shipping (fictional)"}} for key in ("aoba", "midori")],
        participants=[{"company": "aoba", "role": "partner"}],
        people=[{"key": key, "name": {"en": f"{key.title()} (fictional)"}} for key in ("mori", "abe")],
        statements=[{name: ids.get(value, value) for name, value in each.items()} for each in statements],
        **document,
    )
    return register_partnership(check_document(given), account=None, way="file").partnership


def screened(
    case: Partnership, account: Account, statements: Statements, stated_by: str = "METI", body: str | None = None
) -> ScreeningResult:
    """Screen an account that is linked to Mori."""
    other = state_elsewhere(case, statements, stated_by)
    account.person_id = party(other, "mori")
    account.body = GovernmentBody.objects.get(code=body) if body else None
    account.save()
    return screen_account(case, Account.objects.get(pk=account.pk))


def hows(found: ScreeningResult) -> set[str]:
    return {f"{each['how']} {each['code']}".strip() for each in found.ties}


@pytest.mark.parametrize("stated_by", ["METI", "DA"])
@pytest.mark.parametrize(
    ("statements", "tie"),
    [
        ([{"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 10}], "rule COI-01"),
        ([{"kind": "kinship", "person": "mori", "relative": "sato", "degree": 2, "by": "blood"}], "kin"),
        ([{"kind": "kinship", "person": "mori", "relative": "abe", "degree": 1, "by": "blood"},
          {"kind": "directorship", "person": "abe", "company": "hikari"}], "rule COI-14"),
        ([{"kind": "employment", "person": "mori", "company": "hikari", "from": "2020-01-01",
           "until": "2025-01-31"}], "rule COI-07"),
        ([{"kind": "appointment", "person": "mori", "body": "METI", "reports_to": "sato"}], "command"),
        ([{"kind": "employment", "person": "mori", "company": "aoba", "from": "2020-01-01"},
          {"kind": "control", "controller": "aoba", "company": "midori", "by": "board"},
          {"kind": "control", "controller": "midori", "company": "hikari", "by": "board"}], "chain"),
    ],
    ids=["stake", "kin_of_official", "kin_in_partner", "former_employer", "superior", "employer_owns_partner"],
)  # fmt: skip
def test_a_tie_is_found_whoever_stated_it(
    case: Partnership, first: Account, statements: Statements, tie: str, stated_by: str
) -> None:
    found = screened(case, first, [DECLARED, *statements], stated_by)
    assert found.verdict == ScreeningVerdict.TIED
    assert tie in hows(found)


def test_a_former_employer_is_no_tie_after_the_look_back(case: Partnership, first: Account) -> None:
    left = {"kind": "employment", "person": "mori", "company": "hikari", "from": "2000-01-01", "until": "2010-01-31"}
    assert screened(case, first, [DECLARED, left]).verdict == ScreeningVerdict.CLEAR


def test_a_colleague_of_an_official_in_the_same_body_is_not_tied_by_that(case: Partnership, first: Account) -> None:
    post = {"kind": "appointment", "person": "mori", "body": "METI", "grade": "staff", "service": "regular"}
    assert screened(case, first, [DECLARED, post]).verdict != ScreeningVerdict.TIED


def test_where_a_current_declaration_is_on_file_and_nothing_is_found_the_verdict_is_clear(
    case: Partnership, first: Account
) -> None:
    found = screened(case, first, [DECLARED])
    assert (found.verdict, found.ties, found.gaps) == (ScreeningVerdict.CLEAR, (), ())


def test_without_a_declaration_on_file_nobody_can_tell(case: Partnership, first: Account) -> None:
    found = screened(case, first, [])
    assert found.verdict == ScreeningVerdict.NOT_ASSESSABLE
    assert "COI-18" in {each["code"] for each in found.gaps}


def test_without_a_linked_person_nobody_can_tell(case: Partnership, first: Account) -> None:
    Account.objects.filter(pk=first.pk).update(person=None)
    found = screen_account(case, Account.objects.get(pk=first.pk))
    assert (found.verdict, [each["lack"] for each in found.gaps]) == (ScreeningVerdict.NOT_ASSESSABLE, ["no_person"])


def test_somebody_of_the_body_that_signs_has_to_declare(case: Partnership, first: Account) -> None:
    found = screened(case, first, [DECLARED], body="METI")
    assert (found.verdict, [each["lack"] for each in found.gaps]) == (ScreeningVerdict.NOT_ASSESSABLE, ["own_body"])
    assert screened_again(case, first, "DA").verdict == ScreeningVerdict.CLEAR


def screened_again(case: Partnership, account: Account, body: str) -> ScreeningResult:
    account.body = GovernmentBody.objects.get(code=body)
    account.save()
    return screen_account(case, Account.objects.get(pk=account.pk))


def test_who_is_named_in_the_case_is_tied(case: Partnership, first: Account) -> None:
    first.person_id = party(case, "sato")
    first.save()
    assert {"named", "rule COI-01"} <= hows(screen_account(case, Account.objects.get(pk=first.pk)))


def test_who_submitted_is_tied_also_with_another_account_of_the_same_person(
    case: Partnership, first: Account, officer: Account
) -> None:
    other = state_elsewhere(case, [DECLARED])
    person = party(other, "mori")
    Account.objects.filter(pk__in=(first.pk, officer.pk)).update(person=person)
    assert "submitted" in hows(screen_account(case, Account.objects.get(pk=first.pk)))
    Account.objects.filter(pk=officer.pk).update(role=Role.REVIEWER, person=None)
    assert hows(screen_account(case, Account.objects.get(pk=officer.pk))) == {"submitted"}


def test_kin_of_the_submitter_is_tied(case: Partnership, first: Account, officer: Account) -> None:
    kin = {"kind": "kinship", "person": "mori", "relative": "abe", "degree": 1, "by": "blood"}
    other = state_elsewhere(case, [DECLARED, kin])
    Account.objects.filter(pk=officer.pk).update(person=party(other, "abe"))
    Account.objects.filter(pk=first.pk).update(person=party(other, "mori"))
    assert "kin" in hows(screen_account(case, Account.objects.get(pk=first.pk)))


def test_who_is_of_a_body_that_controls_a_partner_is_tied(case: Partnership, first: Account) -> None:
    holding = {"kind": "shareholding", "holder": "DA", "company": "hikari", "share_bp": 6000, "voting_bp": 6000}
    assert "body" in hows(screened(case, first, [DECLARED, holding], body="DA"))


def take_in(case: Partnership, account: Account) -> None:
    do(case, Act.TAKE_IN, account)
    assert ReviewCase.objects.get().state == CaseState.SCREENING


def test_a_tie_bars_the_assignment_and_says_why_to_who_may_know(
    case: Partnership, first: Account, second: Account, officer: Account
) -> None:
    kin: Statements = [
        {"kind": "kinship", "person": "mori", "relative": "abe", "degree": 1, "by": "blood"},
        {"kind": "directorship", "person": "abe", "company": "hikari"},
    ]
    screened(case, first, [DECLARED, *kin], "DA")
    take_in(case, second)
    ready(case, second)
    with pytest.raises(TiedError, match="Abe"):
        assign_reviewer(case, Account.objects.get(pk=first.pk), account=second, version=version(case))
    assert not ReviewAssignment.objects.exclude(account=second).exists()
    kept = ReviewerScreening.objects.get(account=first)
    for account in (officer, None):
        said = " ".join(ties_in_words(kept, account))
        assert "Abe" not in said
        assert said == "A tie to a party of the case is on record."
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    for account in (first, second, auditor):
        assert "Abe" in " ".join(ties_in_words(kept, account))
    with override("ja"):
        assert "親族" in " ".join(ties_in_words(kept, auditor))
    assert {each["said"]["code"] for each in kept.ties} >= {"tie.described"}
    assert all(
        code_words(each, "en") == text
        for each, text in zip(readable_ties(kept, first), ties_in_words(kept, first), strict=True)
    )
    assert "Abe" not in str(list(AuditEvent.objects.values_list("before", "after")))
    assert kept.sha256 in str(list(AuditEvent.objects.filter(verb="reviewer_screened").values_list("after")))


def test_who_is_in_doubt_decides_nothing_before_they_have_signed(case: Partnership, first: Account) -> None:
    take_in(case, first)
    assign_reviewer(case, first, account=first, version=version(case))
    with pytest.raises(NotYoursError, match="First sign the declaration"):
        do(case, Act.BEGIN, first)
    with pytest.raises(InvalidError):
        declare_none(case, signature=" ", account=first, version=version(case))
    row = declare_none(case, signature="first", account=first, version=version(case))
    assert "I declare that neither I nor my kin" in row.text
    do(case, Act.BEGIN, first)
    with pytest.raises(BlockedError, match="you do not need to declare"):
        declare_none(case, signature="first", account=first, version=version(case))


def test_a_declaration_does_not_outweigh_a_tie(case: Partnership, first: Account, second: Account) -> None:
    take_in(case, second)
    assign_reviewer(case, first, account=first, version=version(case))
    declare_none(case, signature="first", account=first, version=version(case))
    do(case, Act.BEGIN, first)
    stake = {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 10}
    screened(case, first, [DECLARED, stake])
    assess(case)
    with pytest.raises(TiedError, match="now has a tie to this case"):
        do(case, Act.REFUSE, Account.objects.get(pk=first.pk))
    assert view_of(case).assigned == ()
    assert ReviewAssignment.objects.get().ended_because == "tied"
    ready(case, second)
    with pytest.raises(TiedError, match="found to have a tie"):
        assign_reviewer(case, first, account=second, version=version(case))


def test_a_case_is_not_ended_on_decisions_of_somebody_who_is_tied_by_now(
    case: Partnership, first: Account, second: Account
) -> None:
    take_in(case, second)
    for account in (first, second):
        ready(case, account)
    do(case, Act.BEGIN, first)
    decided(case, "COL-01", first)
    stake = {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 10}
    screened(case, first, [DECLARED, stake])
    assess(case)
    with pytest.raises(TiedError, match="first now has a tie"):
        do(case, Act.REFUSE, second)
    (finding,) = (each for each in view_of(case).findings if each.match.finding.code == "COL-01")
    assert (finding.standing, len(finding.decisions)) == (StandingKind.OPEN, 1)
    do(case, Act.REFUSE, second)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REVIEWER])
def test_only_reviewers_are_assigned(case: Partnership, first: Account, role: Role) -> None:
    take_in(case, first)
    for chosen in (Account.objects.create_user("chosen", role=role), None):
        with pytest.raises(InvalidError):
            assign_reviewer(case, chosen, account=first, version=version(case))


def test_gaps_are_told_by_rule_and_name_nobody(case: Partnership, first: Account) -> None:
    screened(case, first, [])
    take_in(case, reviewer_account("taker"))
    assign_reviewer(case, Account.objects.get(pk=first.pk), account=first, version=version(case))
    (said,) = gaps_of(ReviewerScreening.objects.get(account=first))
    assert said.startswith("A rule lacks data about them. (COI-")


def test_a_tie_of_before_there_were_codes_keeps_its_words() -> None:
    auditor = Account(role=Role.AUDITOR, pk=1)
    rows = [
        {
            "how": "rule",
            "en": "Mori holds shares.",
            "ja": "森は株式を保有している。",
            "code": "COI-01",
            "sensitive": False,
        },
        {"how": "named", "en": "They are named.", "ja": "当事者である。", "code": "", "sensitive": False},
    ]
    kept = ReviewerScreening(account_id=2, ties=rows)
    with override("en"):
        assert ties_in_words(kept, auditor) == ["COI-01: Mori holds shares.", "They are named."]
    with override("ja"):
        assert ties_in_words(kept, auditor) == ["COI-01：森は株式を保有している。", "当事者である。"]
        assert "森" not in "".join(ties_in_words(kept, None))
