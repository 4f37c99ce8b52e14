"""The tables of the dashboard, each number with the list that it counts; page, files and REST show the same."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from institutions.access.partnerships import rows_for
from rules.access.readable_results import SEVERITY_RANK
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import CaseSummary, FindingSummary, Severity
from rules.review.casework.standing import LABELS, StandingKind
from rules.review.dashboard.concentration import concentration_tables
from rules.review.dashboard.over_time import LEVELS, findings_over_time
from rules.review.dashboard.sponsors import MOST_SPONSORS, Sponsor, Sponsors
from rules.review.dashboard.table import (
    DASHBOARD,
    FINDINGS,
    PARTNERSHIPS,
    ChartForm,
    Counted,
    FigureCell,
    FigureTable,
    User,
    counted_cell,
)
from rules.review.dashboard.waiting import WaitingCases, waiting_cases
from rules.review.work.ageing import BANDS
from rules.review.work.filters import OVERDUE, band_words, family_choices
from rules.review.work.queues import Asker

TO_DECIDE: Final = "to decide"  # beside the standings, of which one is called open
IN_COLUMNS: Final = (StandingKind.CONFIRMED, StandingKind.DISMISSED, StandingKind.MITIGATED)  # the decided ones


def tables_for(user: User, today: date, sponsors: Sponsors, sponsor: Sponsor | None) -> list[FigureTable]:
    """Return every table, beside the sponsors that the reader may read: at most ten queries in any register."""
    opened, waiting = open_findings(user, today, sponsors), waiting_cases(user, today)
    return [
        headline(opened[0], waiting),
        findings_over_time(user, today),
        waiting.table,
        *opened,
        rules_table(user),
        *concentration_tables(user, sponsors, sponsor),
    ]


def headline(by_family: FigureTable, waiting: WaitingCases) -> FigureTable:
    """Return the four figures that are looked at first; no query."""
    open_number, critical = (sum(int(row[place].value) for row in by_family.rows) for place in (1, 2))
    running = sum(int(row[1].value) for row in waiting.table.rows)
    rows = (
        (FigureCell(_("Findings to decide")), counted_cell(open_number, FINDINGS, open="yes")),
        (FigureCell(_("of them critical")), counted_cell(critical, FINDINGS, open="yes", severity=LEVELS[0])),
        (FigureCell(_("Cases before the end of their review")), FigureCell(running, DASHBOARD, at=waiting.table.name)),
        (FigureCell(_("Cases with a deadline that has passed")),
         counted_cell(waiting.overdue, PARTNERSHIPS, due=OVERDUE)),
    )  # fmt: skip
    return FigureTable("headline", _("At a glance"), (_("Figure"), _("Number")), rows, chart=ChartForm.TILES)


def open_findings(user: User, today: date, sponsors: Sponsors) -> list[FigureTable]:
    """Count findings that somebody has to decide, by family, age and sponsor: one query."""
    families: Counter[tuple[str, int]] = Counter()
    ages: Counter[tuple[str, int]] = Counter()
    of_sponsors: Counter[tuple[UUID, int]] = Counter()
    totals: Counter[UUID] = Counter()
    bands = {f"band_{n}": Count("found_at", filter=band.holds("found_at", today)) for n, band in enumerate(BANDS)}
    rows = rows_for(FindingSummary.objects.filter(is_open=True), user).order_by()
    # The submitting body comes first in the index, and is mostly the sponsor: with it, databases need not sort.
    asked = rows.values_list("submitted_by", "sponsor", "family", "severity").annotate(n=Count("*"), **bands)
    for _body, sponsor, family, severity, number, *of_bands in asked:
        families[family, severity] += number
        of_sponsors[sponsor, severity] += number
        totals[sponsor] += number
        for band, of_band in zip(BANDS, of_bands, strict=True):
            ages[band.name, severity] += of_band
    known = {each.body.pk: each for each in sponsors.values()}
    most = [
        (pk, known[pk].body.name, known[pk].key) for pk, _number in totals.most_common(MOST_SPONSORS) if pk in known
    ]
    by_family = [(code, label, code) for code, label in family_choices(Asker(None, today))]
    by_age = [(band.name, band_words(band), band.name) for band in BANDS]
    note = ""
    if len(totals) > len(most):
        note = _("The %(shown)d sponsors with the most open findings, of %(all)d.") % {
            "shown": len(most),
            "all": len(totals),
        }
    return [
        severity_table("by_family", _("Open findings by family"), _("Family"), "family", by_family, families),
        severity_table("by_age", _("Open findings by age"), _("Time since it was found"), "age", by_age, ages),
        severity_table("by_sponsor", _("Open findings by sponsor"), _("Sponsor"), "sponsor", most, of_sponsors, note),
    ]


def severity_table(
    name: str,
    title: str,
    heading: str,
    field: str,
    rows: Iterable[tuple[Any, str, str]],
    counts: Counter[tuple[Any, int]],
    note: str = "",
) -> FigureTable:  # Any: keys of the rows
    """Make a table with a row for each item, a column for each severity, and their sum."""
    made = []
    for key, label, value in rows:
        numbers = [counts[key, SEVERITY_RANK[level]] for level in LEVELS]
        cells = [
            counted_cell(number, FINDINGS, open="yes", **{field: value}, severity=level)
            for number, level in zip(numbers, LEVELS, strict=True)
        ]
        made.append((FigureCell(label), counted_cell(sum(numbers), FINDINGS, open="yes", **{field: value}), *cells))
    headings = (heading, _("All"), *(str(Severity(level).label) for level in LEVELS))
    return FigureTable(
        name, title, headings, tuple(made), note=note,
        chart=ChartForm.BARS, series=LEVELS, counted=Counted.FINDINGS,
    )  # fmt: skip


def rules_table(user: User) -> FigureTable:
    """Count each rule's findings, the decisions on them, and the cases it could not assess: two queries."""
    found: Counter[tuple[str, str]] = Counter()
    rows = rows_for(FindingSummary.objects.all(), user).order_by().values_list("code", "standing", "is_open")
    for code, standing, is_open, number in rows.annotate(n=Count("*")):
        found[code, "all"] += number
        found[code, standing] += number
        if is_open:
            found[code, TO_DECIDE] += number
    lacking: Counter[str] = Counter()
    # Cases that are described alike lack the same: there are far fewer patterns than cases.
    patterns = rows_for(CaseSummary.objects.exclude(gaps=""), user).order_by().values_list("gaps")
    for gaps, number in patterns.annotate(n=Count("*")):
        for code in gaps.split():
            lacking[code] += number
    language = reader_language()
    codes = sorted({*current_rulebook().rules, *(code for code, _standing in found), *lacking})
    made = tuple(
        (
            FigureCell(f"{code} {text_in_language(rule_title(code), language)}"),
            counted_cell(found[code, "all"], FINDINGS, rule=code),
            counted_cell(found[code, TO_DECIDE], FINDINGS, rule=code, open="yes"),
            *(
                counted_cell(found[code, standing.value], FINDINGS, rule=code, standing=standing.value)
                for standing in IN_COLUMNS
            ),
            counted_cell(lacking[code], PARTNERSHIPS, lacks=code),
        )
        for code in codes
    )
    headings = (
        _("Rule"), _("Findings"), _("To decide"), *(str(LABELS[standing]) for standing in IN_COLUMNS),
        _("Could not be assessed"),
    )  # fmt: skip
    return FigureTable("rules", _("How often each rule fires"), headings, made)
