"""The minutes of a sitting: questions and opinions of members, answers and follow-ups of the body. Nothing is changed.

An entry that corrects another stands beside it: the newest counts, and both are kept with their dates.
"""

from collections.abc import Mapping

from django.db import transaction

from institutions.audit.logs import request_id
from institutions.codes.wording import label_of
from institutions.models import Account
from institutions.values.hashing import hash_text
from rules.access.commissions import is_secretariat, seat_of
from rules.commission.choosing import may_act
from rules.commission.recording import record, written
from rules.commission.steps import SittingStage, act_of, locked_at
from rules.commission.troubles import NoSuchEntry, NotNow, OneOpinion, ResultMissing, SittingRefusedError
from rules.models import MinuteEntry, MinuteSort, OpinionResult, Sitting, SittingItem, SittingStep

LONGEST_KEY = 19  # digits: no row has such a number
OF_MEMBERS = (MinuteSort.QUESTION, MinuteSort.OPINION)
OF_BODY = (MinuteSort.ANSWER, MinuteSort.FOLLOW_UP)


def sorts_for(account: Account, sitting: Sitting) -> tuple[MinuteSort, ...]:
    """Return the sorts of entries that an account may write: members ask and conclude, the body answers."""
    if seat_of(account, sitting.commission):
        return OF_MEMBERS
    return OF_BODY if is_secretariat(account, sitting.commission) else ()


def add_minute(item: SittingItem, given: Mapping[str, str], *, account: Account) -> MinuteEntry:
    """Add an entry, or correct one (`replaces`). SittingRefusedError names what is wrong.

    After the report is published, the body may still say what followed.
    """
    sort, result = given.get("sort", ""), given.get("result", "")
    member = seat_of(account, item.sitting.commission)
    if sort not in sorts_for(account, item.sitting):
        raise SittingRefusedError({"sort": NoSuchEntry()})
    if sort == MinuteSort.OPINION:
        if result not in OpinionResult.values:
            raise SittingRefusedError({"result": ResultMissing()})
    else:
        result = ""
    text = given.get("text", "").strip()
    text = text if not text and result == OpinionResult.NONE else written("text", text)
    steps = (SittingStage.CHOSEN, SittingStage.PUBLISHED) if sort == MinuteSort.FOLLOW_UP else (SittingStage.CHOSEN,)
    with transaction.atomic():
        held = locked_at(item.sitting, *steps)
        chosen = act_of(held, SittingStep.CHOSEN)
        if chosen is None or item.number not in chosen.content["numbers"]:
            raise SittingRefusedError({"": NotNow(step=label_of(SittingStage.CHOSEN.label))})
        if member:
            may_act(item, member)
        replaced = corrected(item, given.get("replaces", ""), sort, account)
        if sort == MinuteSort.OPINION and replaced is None and current_entries(item, MinuteSort.OPINION):
            raise SittingRefusedError({"": OneOpinion()})
        made = MinuteEntry.objects.create(
            item=item, sort=sort, result=result, text=text, replaces=replaced, account=account
        )
        said = {"number": item.number, "sort": sort, "result": result, "text_sha256": hash_text(text)}
        record(account, "sitting_minuted", held, said, request_id.get())
    return made


def corrected(item: SittingItem, given: str, sort: str, account: Account) -> MinuteEntry | None:
    """Return the entry that another corrects; None for a new one.

    A member may correct the commission's entries, an officer the body's.
    """
    if not given:
        return None
    entry: MinuteEntry | None = None
    if given.isdecimal() and len(given) < LONGEST_KEY and sort in sorts_for(account, item.sitting):
        entry = MinuteEntry.objects.filter(pk=int(given), item=item, sort=sort, replaced_by__isnull=True).first()
    if entry is None:
        raise SittingRefusedError({"replaces": NoSuchEntry()})
    return entry


def current_entries(item: SittingItem, sort: MinuteSort | None = None) -> list[MinuteEntry]:
    """Return the entries that count, oldest first."""
    rows = item.minutes.filter(replaced_by__isnull=True)
    return list(rows.filter(sort=sort) if sort else rows)
