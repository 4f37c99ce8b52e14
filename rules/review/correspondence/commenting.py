"""Comments on a case or a finding, and their withdrawal. A comment is an official document: it is never deleted."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.codes.parameters import PlainNumber
from institutions.drafts.values import uuid_of
from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_text
from institutions.values.written_number import written_number
from rules.access.account_ids import ids_of_account
from rules.access.audiences import paper_reader
from rules.events.kinds import Commented
from rules.events.publishing import publish
from rules.models import Audience, Comment, CommentMention, CommentWithdrawal, Finding, Hearing, HearingWay
from rules.review.casework.act_table import Act
from rules.review.casework.acting import note_case_act, open_for_act
from rules.review.casework.entry_errors import EntryErrors, reason_of
from rules.review.casework.errors import BlockedError, NotYoursError
from rules.review.correspondence.attaching import audiences_offered
from rules.review.correspondence.mentions import MOST_MENTIONS, accounts_reached, names_mentioned
from rules.review.correspondence.protected_information import DECLARED, refused_marking
from rules.review.correspondence.troubles.comments import (
    CommentAudienceNotOffered,
    CommentOfOther,
    FindingOfOtherCase,
    PersonNotAskedAboutFinding,
    SeemsProtected,
    TooManyMentions,
    WithdrawnAlready,
)

Given = Mapping[str, Any]  # Any: what somebody entered, not checked yet
LONGEST_COMMENT: Final = 4_000


def comment_audiences(account: Account) -> tuple[Audience, ...]:
    """Return the audiences that an author may choose for a comment, the usual one first."""
    offered = audiences_offered(account)
    return (*offered, Audience.PERSON_CONCERNED) if account.role == Role.REVIEWER else offered


def add_comment(partnership: Partnership, given: Given, *, account: Account) -> tuple[Comment, list[str]]:
    """Store a comment and notify those it is for. Return it with the mentioned names that it did not reach.

    `given`: text, audience (empty: the usual one of the author), finding, person, and whether its author declares that
    it holds no protected security information. InvalidError names each wrong field.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.COMMENT, account)
        entered = EntryErrors()
        text = entered.text("text", given.get("text"), longest=LONGEST_COMMENT)
        marking = refused_marking(text)
        declared = bool(given.get(DECLARED))
        if marking and not declared:
            entered.by_field[DECLARED] = SeemsProtected(marking=marking)
        names = names_mentioned(text)
        if len(names) > MOST_MENTIONS:
            entered.by_field["text"] = TooManyMentions(most=PlainNumber(MOST_MENTIONS))
        finding = chosen_finding(partnership, given.get("finding"), entered)
        audience = chosen_audience(account, given.get("audience"), entered)
        person = chosen_person(finding, given.get("person"), entered) if audience == Audience.PERSON_CONCERNED else None
        entered.refuse_if_any()
        row = Comment.objects.create(
            case=view.case,
            finding=finding,
            audience=audience,
            person_id=person,
            text=text,
            declared_open=bool(marking) and declared,
            account=account,
            at=timezone.now(),
        )
        reached = accounts_reached(names, row, partnership)
        CommentMention.objects.bulk_create(CommentMention(comment=row, mentioned=each) for each in reached)
        note_case_act(
            view.case,
            "commented",
            f"comment:{row.pk}",
            account,
            after={
                "comment": row.pk,
                "audience": str(row.audience),
                "declared_open": row.declared_open,
                "text_sha256": hash_text(text),
                "mentions": len(reached),
            },
        )
        publish(Commented(case=view.case, comment=row, mentioned=reached, people=accounts_of_person(person)))
        missed = {each.username for each in reached}
        return row, [each for each in names if each not in missed]


def chosen_finding(partnership: Partnership, given: object, entered: EntryErrors) -> Finding | None:
    """Return the finding that a comment is about; None for the case as a whole."""
    if given in (None, ""):
        return None
    number = given if isinstance(given, int) else written_number(str(given))
    found = Finding.objects.filter(partnership=partnership, pk=number).first() if number else None
    if found is None:
        entered.by_field["finding"] = FindingOfOtherCase()
    return found


def chosen_audience(account: Account, given: object, entered: EntryErrors) -> Audience:
    """Return the chosen audience, or the usual one."""
    offered = comment_audiences(account)
    if given in (None, ""):
        return offered[0]
    found = next((each for each in offered if each == given), None)
    if found is None:
        entered.by_field["audience"] = CommentAudienceNotOffered()
    return found or offered[0]


def chosen_person(finding: Finding | None, given: object, entered: EntryErrors) -> UUID | None:
    """Return the person concerned that a comment is for: one who knows of the finding already."""
    person = uuid_of(str(given or ""))
    if finding is None or person is None or person not in {pk for pk, _name in people_to_address(finding)}:
        entered.by_field["person"] = PersonNotAskedAboutFinding()
    return person


def people_to_address(finding: Finding) -> list[tuple[UUID, str]]:
    """Return the people who were asked about a finding, or heard on it: id and name."""
    rows = Hearing.objects.filter(finding=finding).exclude(how=HearingWay.WAIVED).select_related("person")
    return sorted({(each.person_id, each.person.name) for each in rows}, key=lambda pair: pair[1])


def accounts_of_person(person: UUID | None) -> list[Account]:
    """Return the accounts of a person concerned that can sign in."""
    if person is None:
        return []
    linked = Account.objects.filter(person__isnull=False, is_active=True)
    return [each for each in linked.filter(person=person) if person in ids_of_account(each)]


def withdraw_comment(comment: Comment, reason: object, *, account: Account) -> CommentWithdrawal:
    """Withdraw one's own comment: its text is no longer shown but to auditors, and the withdrawal is."""
    partnership = comment.case.partnership
    with transaction.atomic():
        view = open_for_act(partnership, Act.COMMENT, account)
        if comment.account_id != account.pk or not paper_reader(account, partnership).reads(comment):
            raise NotYoursError(CommentOfOther())
        if CommentWithdrawal.objects.filter(comment=comment).exists():
            raise BlockedError([WithdrawnAlready()])
        row = CommentWithdrawal.objects.create(
            comment=comment, reason=reason_of(reason), account=account, at=timezone.now()
        )
        note_case_act(
            view.case,
            "comment_withdrawn",
            f"comment:{comment.pk}",
            account,
            after={"withdrawal": row.pk, "comment": comment.pk, "reason_sha256": hash_text(row.reason)},
        )
        return row
