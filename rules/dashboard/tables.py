"""The tables of the dashboard, each number with the list that it counts; page, files and REST show the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, CharField, Count, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.models import Account, GovernmentBody, Party
from policyengine.api.keys import KeyHolder
from rules.casework.standing import Standing
from rules.casework.table import ENDED
from rules.derivation.concentration import herfindahl_index, top_share_bp
from rules.facts.labels import word_of
from rules.models import CaseSummary, FindingSummary, Severity
from rules.pages.findings import title_of
from rules.pages.words import in_language, reader_language
from rules.reading import SEVERITY_RANK, within
from rules.rulebook_now import current_rulebook
from rules.work.ageing import BANDS
from rules.work.filters import band_words, family_choices
from rules.work.queues import Asker

MOST_SPONSORS: Final = 30
FINDINGS: Final = "findings"
PARTNERSHIPS: Final = "partnerships"
TO_DECIDE: Final = "to decide"  # beside the standings, of which one is called open
LEVELS: Final = tuple(reversed(Severity.values))
User = Account | KeyHolder


@dataclass(frozen=True, slots=True)
class Cell:
    """A text or number, and the list that it counts: which one, and its query."""

    value: str | int
    list: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `bar` is the column that the picture beside it shows."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bar: int | None = None

    @property
    def largest(self) -> int:
        """The longest bar."""
        return max((int(row[self.bar].value or 0) for row in self.rows), default=0) if self.bar is not None else 0


def counted(number: int, where: str, **query: str) -> Cell:
    """A number with the list that it counts; a zero counts nothing."""
    return Cell(number, where, urlencode(query)) if number else Cell(0)


def tables_for(user: User, today: date, sponsor: GovernmentBody | None) -> list[Table]:
    """Every table: seven queries, whatever the register holds."""
    return [*open_findings(user, today), rules_table(user), concentration(user, sponsor)]


def open_findings(user: User, today: date) -> list[Table]:
    """Findings that somebody has to decide, by family, age and sponsor: one query, and one for names of sponsors."""
    bands = [When(band.holds("found_at", today), then=Value(band.name)) for band in BANDS]
    rows = within(FindingSummary.objects.filter(is_open=True), user).order_by()
    asked = rows.annotate(band=Case(*bands, output_field=CharField())).values_list(
        "family", "severity", "sponsor", "band"
    )
    families: Counter[tuple[str, int]] = Counter()
    sponsors: Counter[tuple[UUID, int]] = Counter()
    ages: Counter[tuple[str, int]] = Counter()
    for family, severity, sponsor, band, number in asked.annotate(n=Count("pk")):
        families[family, severity] += number
        sponsors[sponsor, severity] += number
        ages[band, severity] += number
    totals: Counter[UUID] = Counter()
    for (sponsor, _severity), number in sponsors.items():
        totals[sponsor] += number
    most = [sponsor for sponsor, _number in totals.most_common(MOST_SPONSORS)]
    bodies = GovernmentBody.objects.in_bulk(most)
    asker = Asker(None, today)
    named = [(pk, bodies[pk].name, bodies[pk].code or str(pk)) for pk in most]
    by_family = [(code, label, code) for code, label in family_choices(asker)]
    by_age = [(band.name, band_words(band), band.name) for band in BANDS]
    return [
        by_severity("by_family", _("Open findings by family"), _("Family"), "family", by_family, families),
        by_severity("by_age", _("Open findings by age"), _("Time since it was found"), "age", by_age, ages),
        by_severity("by_sponsor", _("Open findings by sponsor"), _("Sponsor"), "sponsor", named, sponsors),
    ]


def by_severity(
    name: str,
    title: str,
    heading: str,
    field: str,
    rows: Iterable[tuple[Any, str, str]],
    counts: Counter[tuple[Any, int]],
) -> Table:  # Any: what the rows are of
    """A row each, a column a severity, and their sum."""
    made = []
    for key, label, value in rows:
        numbers = [counts[key, SEVERITY_RANK[level]] for level in LEVELS]
        cells = [
            counted(number, FINDINGS, open="yes", **{field: value}, severity=level)
            for number, level in zip(numbers, LEVELS, strict=True)
        ]
        made.append((Cell(label), counted(sum(numbers), FINDINGS, open="yes", **{field: value}), *cells))
    headings = (heading, _("All"), *(str(Severity(level).label) for level in LEVELS))
    return Table(name, title, headings, tuple(made), bar=1)


def rules_table(user: User) -> Table:
    """How often each rule fires, how its findings were decided, and how often it could not be assessed: two queries."""
    found: Counter[tuple[str, str]] = Counter()
    rows = within(FindingSummary.objects.all(), user).order_by().values_list("code", "standing", "is_open")
    for code, standing, is_open, number in rows.annotate(n=Count("pk")):
        found[code, "all"] += number
        found[code, standing] += number
        if is_open:
            found[code, TO_DECIDE] += number
    lacking: Counter[str] = Counter()
    # Cases that are described alike lack the same: there are far fewer patterns than cases.
    patterns = within(CaseSummary.objects.exclude(gaps=""), user).order_by().values_list("gaps")
    for gaps, number in patterns.annotate(n=Count("pk")):
        for code in gaps.split():
            lacking[code] += number
    language = reader_language()
    codes = sorted({*current_rulebook().rules, *(code for code, _standing in found), *lacking})
    made = tuple(
        (
            Cell(f"{code} {in_language(title_of(code), language)}"),
            counted(found[code, "all"], FINDINGS, rule=code),
            counted(found[code, TO_DECIDE], FINDINGS, rule=code, open="yes"),
            *(
                counted(found[code, standing.value], FINDINGS, rule=code, standing=standing.value)
                for standing in (Standing.CONFIRMED, Standing.DISMISSED, Standing.MITIGATED)
            ),
            counted(lacking[code], PARTNERSHIPS, lacks=code),
        )
        for code in codes
    )
    headings = (
        _("Rule"), _("Findings"), _("To decide"), _("Confirmed"), _("Dismissed"), _("Mitigated"),
        _("Could not be assessed"),
    )  # fmt: skip
    return Table("rules", _("How often each rule fires"), headings, made)


def concentration(user: User, sponsor: GovernmentBody | None) -> Table:
    """Of one sponsor, by domain: the part of the partner with most public money, and how concentrated it is.

    Over the partnerships that were neither refused nor withdrawn, each counted for the company that leads it.
    """
    language = reader_language()
    amounts: dict[str, dict[UUID, int]] = {}
    numbers: Counter[str] = Counter()
    if sponsor:
        rows = within(CaseSummary.objects.filter(sponsor=sponsor, partner__isnull=False), user)
        rows = rows.exclude(state__in=ENDED).order_by()
        who = rows.annotate(who=Coalesce("partner__same_as", "partner")).values_list("domain", "who")
        for domain, partner, number, amount in who.annotate(n=Count("pk"), amount=Sum("value_yen")):
            amounts.setdefault(domain, {})[partner] = int(amount)
            numbers[domain] += number
    tops = {domain: max(of, key=lambda each: (of[each], str(each))) for domain, of in amounts.items()}
    parties = Party.objects.in_bulk(set(tops.values()))
    key = (sponsor.code or str(sponsor.pk)) if sponsor else ""
    made = tuple(
        (
            Cell(in_language(word_of("domain", domain), language)),
            counted(numbers[domain], PARTNERSHIPS, sponsor=key, domain=domain, counts="yes"),
            Cell(sum(of.values())),
            Cell(parties[tops[domain]].name),
            Cell(share_words(top_share_bp(of.values()))),
            Cell(said(herfindahl_index(of.values()), str)),
        )
        for domain, of in sorted(amounts.items(), key=lambda pair: (-numbers[pair[0]], pair[0]))
    )
    headings = (
        _("Domain"), pgettext("number", "Partnerships"), _("Public money (yen)"), _("Partner with most of it"),
        _("Its share"), _("HHI"),
    )  # fmt: skip
    title = _("Concentration of partners: %(sponsor)s") % {"sponsor": sponsor.name if sponsor else "–"}
    return Table("concentration", title, headings, made)


def share_words(share_bp: int | None) -> str:
    """A share as people read it."""
    return said(share_bp, lambda bp: f"{bp / 100:.1f}%")


def said(value: int | None, words: Callable[[int], str]) -> str:
    """A dash where there is nothing to divide."""
    return "–" if value is None else words(value)


def sponsor_of(user: User, key: str) -> GovernmentBody | None:
    """The body whose concentration is asked for; else the reader's own, or the one with most partnerships."""
    seen = within(CaseSummary.objects.all(), user)
    if key:
        asked = GovernmentBody.objects.filter(code=key[:100].replace("\0", ""), pk__in=seen.values("sponsor"))
        return asked.first()
    most = seen.order_by().values_list("sponsor").annotate(n=Count("pk")).order_by("-n", "sponsor").first()
    return GovernmentBody.objects.get(pk=most[0]) if most else None
