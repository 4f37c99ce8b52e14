"""The collection of a person's own data: without who reported it, without other people, without what may be withheld.

**Uncertain, review by 2027-11-30.** The omissions follow article 78(1) of the Act on the Protection of Personal
Information (個人情報の保護に関する法律) as we remember it: data on others, on a body's deliberations and inquiries, on
security. Counsel has not compared it. The reviewer sees what was left out, and the person does not: to say that
something is there can be to disclose it. For the same reason nothing here, not even a number besides its own, depends
on restricted partnerships: most reviewers may not know of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from institutions.access.callers import ALL_THAT_IS_OPEN
from institutions.access.parties import findable_parties_rule
from institutions.access.partnerships import is_restricted, open_partnership_rule
from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.kinds import FieldSort
from institutions.kinds.base import Field, Label
from institutions.models import Account, Party, PartyKind, PartyName, Person, Statement
from institutions.models.sql_lists import among, among_numbers
from institutions.models.statement import json_value
from rules.assessing.named_people import partnerships_naming
from rules.models import Finding, Hearing, HearingAnswer, HearingWay, MailChoice, Match, OfficialDeclaration
from rules.review.erasing.erased_person import ErasedPerson, erased_person
from rules.review.erasing.register import statements_about
from rules.review.person_data.withheld_troubles import (
    AllegationsWithheld,
    FindingsWithheld,
    OtherPeopleWithheld,
    ReportersWithheld,
    RestrictedWithheld,
    TextsWithheld,
)

Json = dict[str, Any]  # Any: plain data of the file
AT_ONCE: Final = 200
ALLEGATIONS: Final = frozenset({"conduct"})  # an inquiry may rest on them
OF_THE_DOCUMENT: Final = frozenset({FieldSort.SOURCE, FieldSort.KEY, FieldSort.CALL, FieldSort.URL})
PARTY_SORTS: Final = frozenset({FieldSort.PARTY, FieldSort.PARTIES})
COUNTED: Final[dict[str, Callable[..., Coded]]] = {
    "restricted": RestrictedWithheld,
    "allegations": AllegationsWithheld,
    "others": OtherPeopleWithheld,
    "texts": TextsWithheld,
    "findings": FindingsWithheld,
}


@dataclass(frozen=True, slots=True)
class CollectedData:
    """The content of a file, and what was left out of it."""

    content: Json
    withheld: tuple[Coded, ...]


def collect_person_data(person: Person, moment: datetime) -> CollectedData:
    """Collect the data on a person at a moment, under every id by which the register knows them. It only reads."""
    who, left_out = erased_person(person), Counter[str]()
    content = {
        "person": str(who.person),
        "collected_at": moment.isoformat(),
        "names": names_of(who, left_out),
        "descriptions": descriptions_of(who),
        "accounts": accounts_of(who),
        "statements": list(statement_rows(who, left_out)),
        "declarations": declarations_of(who, left_out),
        "hearings": hearings_of_person(who, left_out),
    }
    count_findings(who, left_out)
    counted = (kind(number=PlainNumber(left_out[name])) for name, kind in COUNTED.items() if left_out[name])
    return CollectedData(content, (ReportersWithheld(), *counted))


def open_parties(who: ErasedPerson) -> QuerySet[Party]:
    """Return the rows of the person that the register has from elsewhere than restricted partnerships."""
    rows = Party.objects.filter(findable_parties_rule(ALL_THAT_IS_OPEN).q(), pk__in=who.ids)
    return rows.order_by("created_at", "pk")


def names_of(who: ErasedPerson, left_out: Counter[str]) -> list[Json]:
    """Return the present and the former names, without those that restricted partnerships alone gave."""
    present = [{"en": each.name_en, "ja": each.name_ja, "kana": each.name_kana} for each in open_parties(who)]
    rows = PartyName.objects.filter(party__in=who.ids).order_by("pk")
    former = rows.filter(open_partnership_rule("submission__partnership", ALL_THAT_IS_OPEN).q())
    left_out["restricted"] += rows.count() - former.count()
    return [*present, *({language: text} for language, text in former.values_list("language", "text"))]


def descriptions_of(who: ErasedPerson) -> list[Json]:
    """Return country, address and telephone."""
    return [{"country": each.country, "address": each.address, "phone": each.phone} for each in open_parties(who)]


def accounts_of(who: ErasedPerson) -> list[Json]:
    """Return their accounts, with the e-mail addresses that they entered themselves."""
    rows = Account.objects.filter(person__in=who.ids).select_related("body").order_by("pk")
    addresses = dict(MailChoice.objects.filter(account__in=rows).values_list("account", "address"))
    return [
        {
            "user_name": each.username,
            "role": str(each.role),
            "body": each.body.code if each.body else None,
            "may_sign_in": each.is_active,
            "made_at": each.created_at.isoformat(),
            "e_mail": addresses.get(each.pk, ""),
        }
        for each in rows
    ]


def statement_rows(who: ErasedPerson, left_out: Counter[str]) -> Iterator[Json]:
    """Yield the statements about the person, superseded ones too, but those of restricted cases and allegations."""
    for row in statements_about(who):
        if row.partnership is not None and is_restricted(row.partnership):
            left_out["restricted"] += 1
        elif row.kind.name in ALLEGATIONS:
            left_out["allegations"] += 1
        else:
            yield {
                "kind": row.kind.name,
                "label": both(row.kind.label),
                "from": row.from_on.isoformat() if row.from_on else None,
                "until": row.until_on.isoformat() if row.until_on else None,
                "recorded_at": row.recorded_at.isoformat(),
                "superseded_at": row.superseded_at.isoformat() if row.superseded_at else None,
                "values": list(values_of(row, who, left_out)),
            }


def values_of(row: Statement, who: ErasedPerson, left_out: Counter[str]) -> Iterator[Json]:
    """Yield the stated values: companies and bodies by name, no other people, no free text, no sources."""
    for field in row.kind.fields:
        if field.sort in OF_THE_DOCUMENT:
            continue
        is_party = field.sort in PARTY_SORTS
        value = party_names(row, field, who, left_out) if is_party else json_value(getattr(row, field.column))
        if field.sort is FieldSort.TEXT and value:
            left_out["texts"] += 1
        elif value not in (None, "", [], ()):
            yield {"field": field.name, "label": both(field.label), "value": value}


def party_names(row: Statement, field: Field, who: ErasedPerson, left_out: Counter[str]) -> list[Json]:
    """Return the parties of a field: the person themselves, companies and bodies."""
    held = getattr(row, field.column)
    parties = list(held.all()) if field.sort is FieldSort.PARTIES else [held] if held else []
    found: list[Json] = []
    for party in parties:
        if party.pk in who.ids:
            found.append({"this_person": True})
        elif party.kind == PartyKind.PERSON:
            left_out["others"] += 1
        else:
            found.append({"en": party.name_en, "ja": party.name_ja})
    return found


def declarations_of(who: ErasedPerson, left_out: Counter[str]) -> list[Json]:
    """Return what they signed as an official."""
    rows = OfficialDeclaration.objects.filter(person__in=who.ids).select_related("case__partnership").order_by("at")
    found = []
    for each in rows:
        if is_restricted(each.case.partnership):
            left_out["restricted"] += 1
            continue
        said = {"says": str(each.says), "text": each.text, "signature": each.signature}
        found.append({"case": each.case.partnership.reference, "signed_at": each.at.isoformat(), **said})
    return found


def hearings_of_person(who: ErasedPerson, left_out: Counter[str]) -> list[Json]:
    """Return the questions that they were asked, by rule, and their own answers."""
    asked = Hearing.objects.filter(person__in=who.ids, how=HearingWay.ASKED).order_by("at")
    found = []
    for each in asked.select_related("finding__partnership"):
        if is_restricted(each.finding.partnership):
            left_out["restricted"] += 1
            continue
        answers = HearingAnswer.objects.filter(hearing=each).order_by("at")
        own = [{"at": answer.at.isoformat(), "text": answer.text} for answer in answers]
        found.append({"rule": each.finding.code, "asked_at": each.at.isoformat(), "answers": own})
    return found


def count_findings(who: ErasedPerson, left_out: Counter[str]) -> None:
    """Count the findings whose evidence names the person and about which they were not asked."""
    asked = Hearing.objects.filter(person__in=who.ids, how=HearingWay.ASKED).values("finding")
    matches = Match.objects.filter(among("assessment__partnership", partnerships_naming(who.ids)))
    rows = matches.exclude(finding__in=asked).order_by().values_list("finding", "evidence")
    found = {finding for finding, evidence in rows.iterator(AT_ONCE) if who.is_in(evidence)}
    # Asked of none too, so that the number of queries tells of no restricted partnership.
    for finding in Finding.objects.filter(among_numbers("pk", found)).select_related("partnership"):
        left_out["restricted" if is_restricted(finding.partnership) else "findings"] += 1


def both(label: Label) -> Json:
    """Return a label in both languages."""
    return {"en": label.en, "ja": label.ja}
