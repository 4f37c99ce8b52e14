"""The acts of members after the draw: to declare ties, withdraw from contracts, choose, and settle the choice."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from institutions.audit.logs import request_id
from institutions.values.hashing import hash_text
from rules.commission.fixing import note_act
from rules.commission.recording import record, written
from rules.commission.register_ties import hash_of_asked, undeclared_ties
from rules.commission.steps import SittingStage, locked_at
from rules.commission.troubles import (
    ChoiceSame,
    DeclaredAlready,
    HasWithdrawn,
    MemberUnknown,
    NoContractChosen,
    NoSuchContract,
    NoTieToAnswer,
    SittingRefusedError,
    TieInRegister,
    TiesNotDeclared,
)
from rules.models import (
    CommissionMember,
    ItemChoice,
    ItemProposal,
    ItemWithdrawal,
    Sitting,
    SittingAct,
    SittingItem,
    SittingStep,
    TieAnswer,
    TieDeclaration,
)

LONGEST_TIE = 14  # characters of the name of an input: no sitting has a billion contracts
TIES_AT = (SittingStage.DRAWN, SittingStage.CHOSEN)


def declare_ties(sitting: Sitting, given: Mapping[str, str], member: CommissionMember) -> TieDeclaration:
    """Sign a member's declaration for a sitting, and withdraw them from the contracts that they name.

    `given` has for each contract with a tie, by its number, the reason: `tie-12` is that of contract 12.
    """
    with transaction.atomic():
        held = locked_at(sitting, *TIES_AT)
        if TieDeclaration.objects.filter(sitting=held, member=member).exists():
            raise SittingRefusedError({"": DeclaredAlready()})
        text = given.get("text", "").strip()
        made = TieDeclaration.objects.create(sitting=held, member=member, text=written("text", text) if text else "")
        items = tied_items(held, given)
        for number in sorted(items):
            store_withdrawal(items[number], member, written(f"tie-{number}", given[f"tie-{number}"]))
        said = {"member": member.account.username, "withdrew_from": sorted(items)}
        record(member.account, "sitting_ties_declared", held, said, request_id.get())
    return made


def tied_items(sitting: Sitting, given: Mapping[str, str]) -> dict[int, SittingItem]:
    """Return the contracts with a tie, by number. SittingRefusedError for one that the sitting does not have.

    A tie that was passed over would leave its member in the contract.
    """
    named = {name: name[4:] for name, reason in given.items() if name.startswith("tie-") and reason.strip()}
    numbers = {name: int(each) for name, each in named.items() if each.isdecimal() and len(name) < LONGEST_TIE}
    items = {each.number: each for each in sitting.items.filter(number__in=numbers.values())}
    if strange := [name for name in named if numbers.get(name) not in items]:
        raise SittingRefusedError({name: NoSuchContract() for name in strange})
    return items


def withdraw_from(item: SittingItem, given: Mapping[str, str], member: CommissionMember) -> ItemWithdrawal:
    """Withdraw a member from a contract, also later, when a tie comes up."""
    reason = written("reason", given.get("reason", ""))
    with transaction.atomic():
        held = locked_at(item.sitting, *TIES_AT)
        if ItemWithdrawal.objects.filter(item=item, member=member).exists():
            raise SittingRefusedError({"": HasWithdrawn()})
        made = store_withdrawal(item, member, reason)
        said = {"member": member.account.username, "number": item.number, "reason_sha256": hash_text(reason)}
        record(member.account, "sitting_member_withdrew", held, said, request_id.get())
    return made


def store_withdrawal(item: SittingItem, member: CommissionMember, reason: str) -> ItemWithdrawal:
    """Store a withdrawal."""
    return ItemWithdrawal.objects.create(item=item, member=member, reason=reason)


def may_act(item: SittingItem, member: CommissionMember) -> None:
    """Check that a member takes part in a contract.

    SittingRefusedError for one whom no person stands behind, without a declaration, after withdrawing, and while a tie
    in the register waits for an answer.
    """
    if member.account.true_person is None:
        raise SittingRefusedError({"": MemberUnknown(name=member.account.username)})
    if not TieDeclaration.objects.filter(sitting=item.sitting_id, member=member).exists():
        raise SittingRefusedError({"": TiesNotDeclared()})
    if ItemWithdrawal.objects.filter(item=item, member=member).exists():
        raise SittingRefusedError({"": HasWithdrawn()})
    if undeclared_ties(member, [item]).open:
        raise SittingRefusedError({"": TieInRegister()})


def answer_tie(item: SittingItem, given: Mapping[str, str], member: CommissionMember) -> TieAnswer:
    """Say why a tie that the register states is none.

    SittingRefusedError before the declaration, which would be an answer too, and where none waits for an answer.
    """
    text = written("text", given.get("text", ""))
    with transaction.atomic():
        held = locked_at(item.sitting, *TIES_AT)
        if not TieDeclaration.objects.filter(sitting=held, member=member).exists():
            raise SittingRefusedError({"": TiesNotDeclared()})
        waiting = undeclared_ties(member, [item]).open
        if not waiting:
            raise SittingRefusedError({"": NoTieToAnswer()})
        asked = hash_of_asked(waiting[0].chains)
        made = TieAnswer.objects.create(item=item, member=member, text=text, asked=asked)
        said = {"member": member.account.username, "number": item.number, "text_sha256": hash_text(text)}
        record(member.account, "sitting_tie_answered", held, said, request_id.get())
    return made


def is_chosen(item: SittingItem) -> bool:
    """Return whether a contract is to be looked at: as the newest choice says, else if it is proposed."""
    newest = item.choices.order_by("-number").first()
    return newest.chosen if newest else ItemProposal.objects.filter(item=item).exists()


def choose_item(item: SittingItem, given: Mapping[str, str], member: CommissionMember) -> ItemChoice:
    """Choose a contract that is not proposed, or leave out one that is, with the reason, which is published."""
    chosen = given.get("chosen") == "yes"
    reason = written("reason", given.get("reason", ""))
    with transaction.atomic():
        held = locked_at(item.sitting, SittingStage.DRAWN)
        may_act(item, member)
        if is_chosen(item) == chosen:
            raise SittingRefusedError({"": ChoiceSame()})
        last = item.choices.aggregate(last=Max("number"))["last"] or 0
        made = ItemChoice.objects.create(item=item, number=last + 1, chosen=chosen, reason=reason, member=member)
        said = {"number": item.number, "chosen": chosen, "reason_sha256": hash_text(reason)}
        record(member.account, "sitting_contract_chosen", held, said, request_id.get())
    return made


def chosen_items(sitting: Sitting) -> list[SittingItem]:
    """Return the contracts to look at: proposals first in their order, then those that members added. Three queries."""
    proposals = {each.item_id: each.place for each in ItemProposal.objects.filter(item__sitting=sitting)}
    choices = {
        each.item_id: each.chosen for each in ItemChoice.objects.filter(item__sitting=sitting).order_by("number")
    }
    keys = [key for key in {**proposals, **choices} if choices.get(key, True)]
    items = SittingItem.objects.filter(pk__in=keys)
    return sorted(items, key=lambda each: (proposals.get(each.pk, 10**9), each.number))


def settle_choice(sitting: Sitting, member: CommissionMember) -> SittingAct:
    """Settle which contracts are looked at: the questions go to the body. SittingRefusedError if none is chosen."""
    with transaction.atomic():
        held = locked_at(sitting, SittingStage.DRAWN)
        if not TieDeclaration.objects.filter(sitting=held, member=member).exists():
            raise SittingRefusedError({"": TiesNotDeclared()})
        items = chosen_items(held)
        if not items:
            raise SittingRefusedError({"": NoContractChosen()})
        content: dict[str, object] = {"numbers": [each.number for each in items]}
        return note_act(held, SittingStep.CHOSEN, member.account, content)
