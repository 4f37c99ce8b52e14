"""Concentration of public money on partners: of each sponsor, and of one sponsor by domain.

The tables cover all partnerships except refused or withdrawn ones, each counted for the company that leads it. A
company that was found to be another one counts for that one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.access.callers import reader_for
from institutions.access.parties import hidden_from
from institutions.access.partnerships import rows_for
from institutions.models import Party
from institutions.models.sql_lists import among
from rules.explaining.wording.words import reader_language, text_in_language
from rules.facts.derivation.concentration import herfindahl_index, top_share_bp
from rules.facts.gathering.parties import read_identities
from rules.facts.kinds.labels import word_label
from rules.models import CaseSummary
from rules.review.dashboard.sponsors import MOST_SPONSORS, Sponsor, Sponsors
from rules.review.dashboard.table import (
    DASHBOARD,
    PARTNERSHIPS,
    FigureCell,
    FigureTable,
    User,
    counted_cell,
    value_or_dash,
)
from rules.review.work.filters import COUNTS

BY_DOMAIN: Final = "concentration"
BY_SPONSOR: Final = "concentration_by_sponsor"


@dataclass(frozen=True)
class PartnershipGroup:
    """A group of partnerships: how many, and the public money of each partner in yen."""

    number: int
    amounts: Mapping[str, int]  # by id, as the database writes it

    @cached_property
    def top(self) -> UUID:
        """The partner with most of it; among equals, always the same one."""
        most = max(self.amounts.values())
        return UUID(max(each for each, amount in self.amounts.items() if amount == most))


def concentration_tables(user: User, sponsors: Sponsors, sponsor: Sponsor | None) -> list[FigureTable]:
    """Return both tables: at most five queries, however many partnerships and sponsors there are."""
    rows = rows_for(CaseSummary.objects.filter(COUNTS), user)
    counting = [each for each in sponsors.values() if each.counting]
    most = nlargest(MOST_SPONSORS, counting, key=lambda each: (each.value_yen, each.counting, each.key))
    others = merged_parties(user)
    asked = group_partnerships(rows.filter(sponsor__in=[each.body.pk for each in most]), "sponsor", others)
    by_sponsor = {UUID(str(pk)): group for pk, group in asked.items()}
    by_domain = group_partnerships(rows.filter(sponsor=sponsor.body), "domain", others) if sponsor else {}
    names = names_of_parties({each.top for each in (*by_sponsor.values(), *by_domain.values())})
    shown = [(each, by_sponsor[each.body.pk]) for each in most if each.body.pk in by_sponsor]
    return [by_sponsor_table(shown, names, len(counting)), by_domain_table(sponsor, by_domain, names)]


def merged_parties(user: User) -> dict[str, str]:
    """Return every party found to be another one, with that one, unless the reader must not find it: two queries."""
    identity = read_identities()
    true = {each: identity.true_id(each) for each in identity.same_as}
    if not true:
        return {}
    hidden = hidden_from(reader_for(user)).filter(among("pk", set(true.values())))
    unseen = set(hidden.values_list("pk", flat=True))
    return {id_in_json(each): id_in_json(other) for each, other in true.items() if other not in unseen}


def id_in_json(pk: UUID) -> str:
    """Write an id as the database writes it into JSON."""
    return pk.hex if connection.vendor == "sqlite" else str(pk)


def group_partnerships(
    rows: QuerySet[CaseSummary], by: str, others: Mapping[str, str]
) -> dict[UUID | str, PartnershipGroup]:
    """Group partnerships by one of their values, and within it by partner: one query.

    The database sums up by partner and gives one row per value: there are tens of thousands of partners, and few are
    shown.
    """
    sums = rows.order_by().values_list(by, "partner").annotate(n=Count("*"), amount=Sum("value_yen"))
    try:
        inner, parameters = sums.query.sql_with_params()
    except EmptyResultSet:  # the reader may read nothing, or no sponsor has a partnership that counts
        return {}
    objects = "json_group_object" if connection.vendor == "sqlite" else "json_object_agg"
    sql = (
        f"WITH sums (value, partner, n, amount) AS ({inner}) "  # noqa: S608 - Django's SQL, parameters apart
        f"SELECT value, SUM(n), CAST({objects}(partner, amount) AS text) FROM sums GROUP BY value"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {
            value: PartnershipGroup(int(number), join_amounts(json.loads(amounts), others))
            for value, number, amounts in cursor
        }


def join_amounts(amounts: dict[str, int], others: Mapping[str, str]) -> dict[str, int]:
    """Move the public money of a partner that was found to be another one to that one."""
    moved = [(others[each], amounts.pop(each)) for each in amounts.keys() & others.keys()]
    for other, amount in moved:
        amounts[other] = amounts.get(other, 0) + amount
    return amounts


def names_of_parties(parties: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of parties in the reader's language."""
    rows = Party.objects.filter(among("pk", parties)).only("code", "name_en", "name_ja")
    return {each.pk: each.name for each in rows}


def by_sponsor_table(
    shown: list[tuple[Sponsor, PartnershipGroup]], names: Mapping[UUID, str], counting: int
) -> FigureTable:
    """Make the table of the sponsors with most public money; each leads to its table by domain."""
    made = tuple(
        (
            FigureCell(sponsor.body.name, DASHBOARD, urlencode({"sponsor": sponsor.key}), BY_DOMAIN),
            *figure_cells(group, names, sponsor=sponsor.key),
        )
        for sponsor, group in shown
    )
    note = ""
    if counting > len(made):
        note = _("The %(shown)d sponsors with the most public money, of %(all)d.") % {
            "shown": len(made),
            "all": counting,
        }
    return FigureTable(
        BY_SPONSOR, _("Concentration of partners by sponsor"), figure_headings(_("Sponsor")), made, note=note
    )


def by_domain_table(
    sponsor: Sponsor | None, groups: Mapping[UUID | str, PartnershipGroup], names: Mapping[UUID, str]
) -> FigureTable:
    """Make the table of one sponsor, the domain with most partnerships first."""
    language = reader_language()
    made = tuple(
        (
            FigureCell(text_in_language(word_label("domain", str(domain)), language)),
            *figure_cells(group, names, sponsor=sponsor.key, domain=str(domain)),
        )
        for domain, group in sorted(groups.items(), key=lambda pair: (-pair[1].number, str(pair[0])))
        if sponsor
    )
    title = _("Concentration of partners by domain: %(sponsor)s") % {"sponsor": sponsor.body.name if sponsor else "–"}
    return FigureTable(BY_DOMAIN, title, figure_headings(_("Domain")), made)


def figure_cells(group: PartnershipGroup, names: Mapping[UUID, str], **query: str) -> tuple[FigureCell, ...]:
    """Return the cells: number, amount, partner with most of it, its share in percent, and the index."""
    amounts = list(group.amounts.values())
    return (
        counted_cell(group.number, PARTNERSHIPS, **query, counts="yes"),
        FigureCell(sum(amounts)),
        FigureCell(names[group.top]),
        FigureCell(value_or_dash(top_share_bp(amounts), lambda bp: f"{bp / 100:.1f}%")),
        FigureCell(value_or_dash(herfindahl_index(amounts), str)),
    )


def figure_headings(first: str) -> tuple[str, ...]:
    """Return the headings of a row's subject and of the figures."""
    return (
        first, pgettext("number", "Partnerships"), _("Public money (yen)"), _("Partner with the largest share"),
        _("Its share"), _("HHI"),
    )  # fmt: skip
