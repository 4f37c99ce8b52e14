"""The undeclared ties of members in a sitting: a member's own, and those of all members for the chair."""

from rules.access.commissions import shown_items
from rules.commission.choosing import chosen_items
from rules.commission.register_ties import TiesOfMember, undeclared_ties
from rules.models import CommissionMember, Sitting, SittingItem, TieDeclaration


def ties_in_sitting(member: CommissionMember, sitting: Sitting) -> TiesOfMember | None:
    """Return the undeclared ties of a member to the contracts to look at; None before they declare."""
    if not TieDeclaration.objects.filter(sitting=sitting, member=member).exists():
        return None
    chosen = [each.pk for each in chosen_items(sitting)]
    return undeclared_ties(member, shown_items(SittingItem.objects.filter(pk__in=chosen)))


def ties_for_chair(sitting: Sitting) -> list[TiesOfMember]:
    """Return the undeclared ties of all members who have declared, for the chair."""
    seats = CommissionMember.objects.filter(
        pk__in=TieDeclaration.objects.filter(sitting=sitting).values("member")
    ).select_related("account")
    return [found for each in seats if (found := ties_in_sitting(each, sitting)) is not None]
