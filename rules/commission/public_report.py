"""The public report of a sitting: what was fixed and drawn, and per contract questions, answers and opinions.

It has the members' names and no other person's, no finding, no rule and no score: the commission's opinions only. What
is published is stored as it is, and every file is made from that.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from institutions.models import Account
from institutions.values.hashing import hash_json
from rules.access.commissions import shown_items
from rules.commission.choosing import chosen_items
from rules.commission.fixing import note_act
from rules.commission.minutes import current_entries
from rules.commission.steps import SittingStage, act_of, done_act, locked_at
from rules.commission.troubles import NamesNotReviewed, OpinionsMissing, SittingRefusedError
from rules.commission.withheld_names import names_in, without_names
from rules.models import (
    ItemChoice,
    ItemProposal,
    MinuteSort,
    Sitting,
    SittingAct,
    SittingItem,
    SittingStep,
    TieDeclaration,
)

Json = dict[str, Any]  # Any: plain data
BY_MEMBERS = "members"


def publish_report(sitting: Sitting, given: Mapping[str, str], *, account: Account) -> SittingAct:
    """Publish the report. SittingRefusedError while a contract has no result, or nobody has looked for names."""
    with transaction.atomic():
        held = locked_at(sitting, SittingStage.CHOSEN)
        shown = shown_pks(held)  # nobody can conclude on a contract that was restricted meanwhile
        looked_at = [each for each in chosen_items(held) if each.pk in shown]
        without = [str(each.number) for each in looked_at if not current_entries(each, MinuteSort.OPINION)]
        if without:
            raise SittingRefusedError({"": OpinionsMissing(numbers=tuple(without))})
        if given.get("reviewed") != "yes":
            raise SittingRefusedError({"reviewed": NamesNotReviewed()})
        report = report_of(held, typed_names(given.get("names", "")))
        return note_act(held, SittingStep.PUBLISHED, account, {"report": report, "report_sha256": hash_json(report)})


def shown_pks(sitting: Sitting) -> set[int]:
    """Return the contracts of a sitting that its readers may see."""
    return set(shown_items(sitting.items.all()).values_list("pk", flat=True))


def typed_names(text: str) -> list[str]:
    """Return the names that somebody typed, one a line."""
    return [each.strip() for each in text.splitlines() if each.strip()]


def report_of(sitting: Sitting, more_names: list[str], *, with_register: bool = True) -> Json:
    """Return the report as it would be published now.

    Without the register, its people's names stay: a member, who may not search it, would otherwise learn who is in it
    by typing names into the minutes.
    """
    commission = sitting.commission
    fixed, drawn = done_act(sitting, SittingStep.FIXED), done_act(sitting, SittingStep.DRAWN)
    shown, not_listed = shown_pks(sitting), sitting.summary.get("not_listed", ())
    items = [item_of(each) for each in chosen_items(sitting) if each.pk in shown]
    left_out = [each for each in left_out_of(sitting) if each["item"] in shown]
    for each in left_out:
        del each["item"]
    report: Json = {
        "commission": commission.name,
        "body": {"en": commission.body.name_en, "ja": commission.body.name_ja},
        "from": sitting.from_on.isoformat(),
        "until": sitting.until_on.isoformat(),
        "published_on": timezone.localdate().isoformat(),
        "contracts": fixed.content["contracts"],
        "not_listed": len(shown & set(sitting.items.filter(number__in=not_listed).values_list("pk", flat=True))),
        "population_sha256": fixed.content["population_sha256"],
        "fixed_at": fixed.at.isoformat(timespec="seconds"),
        **{name: fixed.content[name] for name in ("source", "on", "where")},
        **{name: drawn.content[name] for name in ("value", "seed", "random")},
        "drawn_at": drawn.at.isoformat(timespec="seconds"),
        "size": sitting.size,
        "cancelled": commission.sittings.filter(
            acts__act=SittingStep.CANCELLED, from_on__lte=sitting.until_on, until_on__gte=sitting.from_on
        ).count(),
        "others": others_on_these_days(sitting),
        "members": members_of(sitting),
        "items": items,
        "left_out": left_out,
    }
    texts = [text for each in items for text in texts_of(each)] + [text for each in left_out for text in texts_of(each)]
    known = names_in(texts, commission.body) if with_register else ()
    names = {*known, *more_names} - {each["name"] for each in report["members"]}
    for each in [*items, *left_out]:
        withhold(each, names)
    return report


def others_on_these_days(sitting: Sitting) -> int:
    """Return how many other sittings drew contracts of these days: whoever draws twice can choose the draw."""
    drawn = SittingAct.objects.filter(act=SittingStep.DRAWN, sitting__commission=sitting.commission_id)
    same = drawn.filter(sitting__from_on__lte=sitting.until_on, sitting__until_on__gte=sitting.from_on)
    return same.exclude(sitting=sitting).exclude(sitting__acts__act=SittingStep.CANCELLED).count()


def members_of(sitting: Sitting) -> list[Json]:
    """Return the members who took part: those that declared for the sitting."""
    rows = TieDeclaration.objects.filter(sitting=sitting).select_related("member")
    return [{"name": each.member.name, "occupation": each.member.occupation} for each in rows]


def item_of(item: SittingItem) -> Json:
    """Return a contract with its minutes. A party that may be a single person is left out."""
    facts = item.facts
    proposal = ItemProposal.objects.filter(item=item).first()
    return {
        "number": item.number,
        **{name: facts[name] for name in ("day", "title", "amount_yen", "method")},
        "supplier": None if facts["person"] else facts["supplier"],
        "way": proposal.way if proposal else BY_MEMBERS,
        "withdrew": [each.member.name for each in item.withdrawals.select_related("member")],
        "minutes": [
            {"sort": each.sort, "result": each.result, "text": each.text, "on": each.at.date().isoformat()}
            for each in current_entries(item)
        ],
    }


def left_out_of(sitting: Sitting) -> list[Json]:
    """Return the proposals that members left out, each with the reason: also that is public."""
    newest: dict[int, ItemChoice] = {}
    rows = ItemChoice.objects.filter(item__sitting=sitting).select_related("item__proposal").order_by("number")
    for each in rows:
        newest[each.item_id] = each
    return [
        {
            "item": each.item_id,
            "number": each.item.number,
            "title": each.item.facts["title"],
            "way": each.item.proposal.way,
            "reason": each.reason,
        }
        for each in newest.values()
        if not each.chosen and hasattr(each.item, "proposal")
    ]


def texts_of(entry: Json) -> list[str]:
    """Return the free texts of a contract in a report."""
    texts = [entry["title"], entry.get("supplier") or "", entry.get("reason") or "", entry.get("method") or ""]
    return [*texts, *(each["text"] for each in entry.get("minutes", ()))]


def withhold(entry: Json, names: set[str]) -> None:
    """Put a mark in the place of names in the free texts of a contract."""
    for field in ("title", "supplier", "reason", "method"):
        if entry.get(field):
            entry[field] = without_names(entry[field], names)
    for each in entry.get("minutes", ()):
        each["text"] = without_names(each["text"], names)


def published_report(sitting: Sitting) -> Json | None:
    """Return the report as it was published; None before."""
    act = act_of(sitting, SittingStep.PUBLISHED)
    return act.content["report"] if act else None
