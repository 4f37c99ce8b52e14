"""Withdrawal of an enactment before its first day: its statements end, those that it replaced hold again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from institutions.audit.event_rows import changing
from institutions.drafts.errors import FieldErrors
from institutions.drafts.reorganisation.enacting.troubles import EnactmentBuiltOn, FoundedBodyUsed
from institutions.drafts.reorganisation.enacting.writing import BODIES, TABLES, new_version
from institutions.models import Account, ApiKey, Enactment, Partnership, Party, Submission
from institutions.models.noted_rows import close_rows
from institutions.values.written_day import day_or_none

Json = Mapping[str, Any]  # Any: plain data


def take_back(enactment: Enactment, moment: datetime) -> None:
    """Undo what an enactment wrote, the last first. DraftInvalid where something else rests on it by now."""
    troubles = FieldErrors()
    founded = [each["id"] for each in enactment.written if each["table"] == BODIES and each["was"] is None]
    for party in Party.objects.filter(pk__in=founded).order_by("code"):
        if is_used(party):
            troubles.add("", FoundedBodyUsed(body=party.key))
    for each in enactment.written:
        if each["table"] != BODIES and each["row"] is not None and not is_current(each):
            troubles.add("", EnactmentBuiltOn(reference=enactment.reference))
            break
    troubles.refuse_if_any()
    for each in reversed(enactment.written):
        if each["table"] == BODIES:
            restore_columns(each)
        else:
            restore_row(each, moment)


def is_current(each: Json) -> bool:
    """Return whether what was written still holds as it was: it may have been ended and restored meanwhile."""
    table: Any = TABLES[each["table"]]  # Any: of any of the tables
    written = table.objects.get(pk=each["row"])
    current = table.objects.current().filter(lineage=written.lineage).first()
    return current is not None and stated(current) == stated(written)


def stated(row: Any) -> Json:  # Any: a row of any of the tables
    """Return the values of a row, without number and moments."""
    return {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields  # noqa: SLF001 - Django documents _meta
        if each.name not in ("id", "recorded_at", "superseded_at")
    }


def is_used(party: Party) -> bool:
    """Return whether a document, an account or a key names a body that was founded."""
    named = Submission.objects.filter(sponsor=party.pk), Partnership.objects.filter(submitted_by=party.pk)
    return any(
        rows.exists() for rows in (*named, Account.objects.filter(body=party.pk), ApiKey.objects.filter(body=party.pk))
    )


def restore_columns(each: Json) -> None:
    """Give a body its columns back; one that was founded never existed, and its code is free again."""
    with changing(Party, each["id"]):
        if each["was"] is None:
            party = Party.objects.get(pk=each["id"])
            never = party.founded_on - timedelta(days=1) if party.founded_on else None
            Party.objects.filter(pk=party.pk).update(code=None, dissolved_on=never)
        else:
            days = {name: day_or_none(text) for name, text in each["was"].items()}
            Party.objects.filter(pk=each["id"]).update(**days)


def restore_row(each: Json, moment: datetime) -> None:
    """End a row that was written, and state the one that it replaced anew."""
    table: Any = TABLES[each["table"]]  # Any: of any of the tables
    if each["row"] is not None:
        close_rows(table.objects.current().filter(lineage=table.objects.get(pk=each["row"]).lineage), moment)
    if each["replaces"] is not None:
        former = table.objects.get(pk=each["replaces"])
        table.objects.bulk_create([new_version(former, moment)])
