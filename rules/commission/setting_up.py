"""The secretariat's acts before a sitting: to set up a commission, and to add and end its members."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.models import Account, GovernmentBody, Role
from institutions.values.hashing import hash_text
from rules.access.commissions import works_for
from rules.commission.recording import record, written
from rules.commission.troubles import (
    AlreadyMember,
    CommissionNameTaken,
    HasChair,
    MemberOfBody,
    MemberUnknown,
    NoMemberAccount,
    SittingRefusedError,
)
from rules.models import Commission, CommissionMember
from rules.models.commission import LONGEST_NAME


def set_up_commission(body: GovernmentBody, name: str, *, account: Account) -> Commission:
    """Set up a commission of a body. SittingRefusedError names what is wrong."""
    said = written("name", " ".join(name.split()), LONGEST_NAME)
    try:
        with transaction.atomic():
            made = Commission.objects.create(body=body, name=said, account=account)
            record(account, "commission_set_up", made, {"name": said, "body": body.code}, request_id.get())
    except IntegrityError as taken:
        raise SittingRefusedError({"name": CommissionNameTaken(name=said)}) from taken
    return made


def add_member(commission: Commission, given: Mapping[str, str], *, account: Account) -> CommissionMember:
    """Give an account a seat, under the name of the public report. An administrator made the account.

    SittingRefusedError where the member works for the body, or where an account is linked to no person: then nobody
    knows.
    """
    name = written("name", given.get("name", ""), LONGEST_NAME)
    occupation = written("occupation", given.get("occupation", ""), LONGEST_NAME)
    user = given.get("account", "").strip()
    member = Account.objects.filter(username=user, role=Role.COMMISSION_MEMBER, is_active=True).first()
    if member is None:
        raise SittingRefusedError({"account": NoMemberAccount(name=user[:150])})
    for each, field in ((account, ""), (member, "account")):
        if each.true_person is None:
            raise SittingRefusedError({field: MemberUnknown(name=each.username)})
    if member.is_same_person(account) or works_for(member, commission.body_id):
        raise SittingRefusedError({"account": MemberOfBody(name=member.username)})
    chair = given.get("chair") == "yes"
    try:
        with transaction.atomic():
            Commission.objects.select_for_update(no_key=True).get(pk=commission.pk)  # two chairs at once are two
            if chair and (present := commission.members.filter(chair=True, ended_at__isnull=True).first()):
                raise SittingRefusedError({"chair": HasChair(name=present.name)})
            made = CommissionMember.objects.create(
                commission=commission, account=member, name=name, occupation=occupation, chair=chair
            )
            said = {"member": member.username, "name_sha256": hash_text(name), "chair": chair}
            record(account, "commission_member_added", commission, said, request_id.get())
    except IntegrityError as taken:
        raise SittingRefusedError({"account": AlreadyMember()}) from taken
    return made


def end_membership(member: CommissionMember, *, account: Account) -> None:
    """End a membership: the account reads nothing of the commission from now on."""
    with transaction.atomic():
        held = CommissionMember.objects.select_for_update(no_key=True).get(pk=member.pk)
        if held.ended_at is not None:
            return
        with changing(CommissionMember, held.pk):
            CommissionMember.objects.filter(pk=held.pk).update(ended_at=timezone.now())
        said = {"member": held.account.username}
        record(account, "commission_member_ended", held.commission, said, request_id.get())
