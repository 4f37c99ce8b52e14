"""Contracts of a sitting as its pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.access.commissions import shown_items
from rules.commission.choosing import chosen_items
from rules.commission.drawing import rank_of
from rules.commission.item import Json
from rules.commission.public_report import BY_MEMBERS
from rules.models import ItemChoice, ItemProposal, ItemWithdrawal, MinuteEntry, ProposalWay, Sitting, SittingItem


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A contract with how it came to be looked at, what was found, and where its minutes are."""

    item: SittingItem
    way: str
    place: int | None
    chosen: bool
    choice: ItemChoice | None
    withdrew: tuple[str, ...]
    entries: tuple[MinuteEntry, ...]

    @property
    def findings(self) -> list[Json]:
        """The findings, those for which it is proposed first."""
        return list(self.item.screened["findings"])


def shown_of(items: Iterable[SittingItem]) -> list[ShownItem]:
    """Return contracts with all that their pages show. Four queries, however many there are."""
    given = list(items)
    keys = [each.pk for each in given]
    proposals = {each.item_id: each for each in ItemProposal.objects.filter(item__in=keys)}
    choices: dict[int, ItemChoice] = {}
    for choice in ItemChoice.objects.filter(item__in=keys).select_related("member").order_by("number"):
        choices[choice.item_id] = choice
    withdrew: dict[int, list[str]] = {}
    for each in ItemWithdrawal.objects.filter(item__in=keys).select_related("member"):
        withdrew.setdefault(each.item_id, []).append(each.member.name)
    entries: dict[int, list[MinuteEntry]] = {}
    for entry in MinuteEntry.objects.filter(item__in=keys, replaced_by__isnull=True).select_related("account"):
        entries.setdefault(entry.item_id, []).append(entry)
    return [
        ShownItem(
            item=each,
            way=str(proposal.way) if (proposal := proposals.get(each.pk)) else BY_MEMBERS,
            place=proposal.place if proposal else None,
            chosen=choices[each.pk].chosen if each.pk in choices else proposal is not None,
            choice=choices.get(each.pk),
            withdrew=tuple(withdrew.get(each.pk, ())),
            entries=tuple(entries.get(each.pk, ())),
        )
        for each in given
    ]


def proposed_or_chosen(sitting: Sitting) -> list[SittingItem]:
    """Return the proposals in their order, then what members added, and those that they left out. Four queries."""
    proposed = SittingItem.objects.filter(proposal__isnull=False, sitting=sitting).order_by("proposal__place")
    rows = {each.pk: each for each in proposed}
    for each in chosen_items(sitting):
        rows.setdefault(each.pk, each)
    return list(rows.values())


def noted_items(sitting: Sitting, note: str) -> list[SittingItem]:
    """Return the contracts with a note of the reading: not_listed, or otherwise than the body had screened them."""
    return list(shown_items(sitting.items.filter(number__in=sitting.summary.get(note, ()))))


def rank_shown(seed: str, item: SittingItem, way: str) -> str:
    """Return the rank of a contract that was drawn at random; empty for others."""
    return rank_of(seed, item.key) if way == ProposalWay.RANDOM else ""
