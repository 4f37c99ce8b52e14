"""The acts that make a draw trustworthy, in this order: contracts fixed, a value announced, the draw, or an end."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from institutions.audit.logs import request_id
from institutions.codes.parameters import WrittenDay
from institutions.kinds.base import Label
from institutions.models import Account
from rules.commission.drawing import draw_keys, number_at_random, seed_of
from rules.commission.proposing import Candidate, RuleYield, propose_by_yield
from rules.commission.public_values import SOURCES, earliest_day, latest_day, where_to_look
from rules.commission.recording import record, written
from rules.commission.sittings import day_given
from rules.commission.steps import SittingStage, done_act, locked_at
from rules.commission.troubles import (
    SittingRefusedError,
    SourceUnknown,
    ValueMayBeKnown,
    ValueNotYet,
    ValueTooLate,
    ValueWrong,
)
from rules.commission.yields import counted_yields
from rules.explaining.wording.days import shown_moment
from rules.models import ItemProposal, ProposalWay, Sitting, SittingAct, SittingItem, SittingStep

SEVERITIES = ("info", "low", "medium", "high", "critical")


def fix_population(sitting: Sitting, given: Mapping[str, str], *, account: Account) -> SittingAct:
    """Fix the contracts for good, and announce the public value that the seed will be made from.

    SittingRefusedError if the value of that day may be known already, or comes too late.
    """
    source = SOURCES.get(given.get("source", ""))
    if source is None:
        raise SittingRefusedError({"source": SourceUnknown()})
    day, today = day_given(given, "on"), timezone.localdate()
    first, last = earliest_day(today), latest_day(today)
    if day < first:
        raise SittingRefusedError({"on": ValueMayBeKnown(day=WrittenDay(first.isoformat()))})
    if day > last:
        raise SittingRefusedError({"on": ValueTooLate(day=WrittenDay(last.isoformat()))})
    where = where_to_look(source.name, day)
    with transaction.atomic():
        held = locked_at(sitting, SittingStage.READ)
        content = {
            "population_sha256": held.summary["digest"],
            "contracts": held.total,
            "source": source.name,
            "on": day.isoformat(),
            "where": {"en": where.en, "ja": where.ja},
        }
        return note_act(held, SittingStep.FIXED, account, content)


def cancel_sitting(sitting: Sitting, given: Mapping[str, str], *, account: Account) -> SittingAct:
    """End a sitting before its contracts are fixed, with the reason, which the next public report counts."""
    reason = written("reason", given.get("reason", ""))
    with transaction.atomic():
        held = locked_at(sitting, SittingStage.READ, SittingStage.FAILED)
        return note_act(held, SittingStep.CANCELLED, account, {}, reason)


def draw_sitting(sitting: Sitting, given: Mapping[str, str], *, account: Account) -> SittingAct:
    """Enter the announced value once it is known: the seed, the draw and the other proposals follow from it.

    SittingRefusedError before the value is known, or if it has another form.
    """
    with transaction.atomic():
        held = locked_at(sitting, SittingStage.FIXED)
        fixed = done_act(held, SittingStep.FIXED)
        source, day = SOURCES[fixed.content["source"]], day_given(fixed.content, "on")
        if timezone.now() < source.known_at(day):
            known_at = source.known_at(day)
            said = Label(shown_moment(known_at, "en"), shown_moment(known_at, "ja"))
            raise SittingRefusedError({"value": ValueNotYet(day=said)})
        value = source.written(given.get("value", ""))
        if value is None:
            raise SittingRefusedError({"value": ValueWrong(form=source.form)})
        seed = seed_of(fixed.content["population_sha256"], value)
        yields = counted_yields()
        proposals = propose(held, seed, yields)
        ItemProposal.objects.bulk_create(proposals)
        content = {
            "value": value,
            "seed": seed,
            "random": sum(each.way == ProposalWay.RANDOM for each in proposals),
            "yields": {code: [each.looked, each.found] for code, each in sorted(yields.items())},
        }
        return note_act(held, SittingStep.DRAWN, account, content)


def propose(sitting: Sitting, seed: str, yields: Mapping[str, RuleYield]) -> list[ItemProposal]:
    """Return the proposals: a third drawn from all contracts, the others by expected yield and variety."""
    items = {each.key: each for each in sitting.items.all()}
    candidates = {key: candidate_of(each) for key, each in items.items()}
    drawn = draw_keys(list(items), seed, number_at_random(sitting.size))
    chosen = propose_by_yield(
        candidates.values(), sitting.size - len(drawn), yields, [candidates[each] for each in drawn]
    )
    rows: list[tuple[str, ProposalWay, list[str]]] = [(key, ProposalWay.RANDOM, []) for key in drawn]
    rows += [(each.key, ProposalWay.YIELD, sorted(each.severities)) for each in chosen]
    return [
        ItemProposal(item=items[key], place=place, way=way, codes=codes)
        for place, (key, way, codes) in enumerate(rows, start=1)
    ]


def candidate_of(item: SittingItem) -> Candidate:
    """Return a contract as the choice by yield sees it."""
    worst: dict[str, str] = {}
    for each in item.screened["findings"]:
        code, severity = each["code"], each["severity"]
        worst[code] = max(worst.get(code, severity), severity, key=SEVERITIES.index)
    return Candidate(item.key, item.facts["supplier"], item.facts["amount_yen"] or 0, worst)


def note_act(
    sitting: Sitting, act: SittingStep, account: Account, content: dict[str, object], reason: str = ""
) -> SittingAct:
    """Store an act of a sitting that is locked, with its event."""
    made = SittingAct.objects.create(sitting=sitting, act=act, content=content, reason=reason, account=account)
    kept = {name: each for name, each in content.items() if name not in ("report", "where", "yields")}
    record(account, f"sitting_{act.value}", sitting, kept, request_id.get())
    return made
