"""Findings of the newest finished assessment of each partnership, as a table and as JSON.

A partnership without a finding has a row too, with the state of its assessment and the number of rules that were not
assessable: no finding in a file is never for want of looking.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q

from institutions.exports.selection import ExportSelection
from institutions.formats.tables.spreadsheets import csv_chunks, xlsx_of
from institutions.models import Submission
from rules.access.readable_results import with_state
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Finding, Match

FINDINGS: Final = "findings"
PORTION: Final = 200  # partnerships
PROPOSAL: Final = (
    "partnership",
    "reference",
    "submitted_by",
    "title",
    "title_en",
    "sponsor",
    "proposed_on",
    "value_yen",
)
ASSESSED: Final = ("state", "assessment", "as_of", "rulebook", "not_assessable")
FOUND: Final = ("finding", "code", "severity", "rule", "rule_en", "statement", "statement_en", "first_found_at")
HEADINGS: Final = (*PROPOSAL, *ASSESSED, *FOUND)
Row = dict[str, Any]  # Any: plain data


def finding_csv(selection: ExportSelection) -> Iterator[bytes]:
    """Write CSV."""
    return csv_chunks(findings_export_table(selection), selection.encoding)


def finding_xlsx(selection: ExportSelection) -> Iterator[bytes]:
    """Write Excel."""
    return xlsx_of({FINDINGS: findings_export_table(selection)})


def finding_lines(selection: ExportSelection) -> Iterator[bytes]:
    """Yield one JSON object a partnership, with its findings as every other answer has them."""
    for about, matches in assessed_partnerships(selection):
        findings = [{"finding": match.finding_id, **finding_of(match, selection)} for match in matches]
        yield json.dumps({**about, FINDINGS: findings}, ensure_ascii=False).encode() + b"\n"


def findings_export_table(selection: ExportSelection) -> Iterator[list[str]]:
    """Yield headings and rows, one a finding, those of a partnership in the order of its page."""
    yield list(HEADINGS)
    for about, matches in assessed_partnerships(selection):
        for found in [finding_cells(match, selection) for match in matches] or [{}]:
            row = about | found
            yield ["" if row.get(name) is None else str(row[name]) for name in HEADINGS]


def assessed_partnerships(selection: ExportSelection) -> Iterator[tuple[Row, list[Match]]]:
    """Yield each readable partnership with its present findings; a fixed number of queries for a portion."""
    now = Submission.objects.filter(superseded_at__isnull=True).select_related("sponsor")
    rows = with_state(selection.partnerships()).select_related("submitted_by").order_by("created_at", "pk")
    every = iter(rows.prefetch_related(Prefetch("submissions", now)).iterator(chunk_size=PORTION))
    while portion := list(islice(every, PORTION)):
        done = [each.done_id for each in portion if each.done_id]
        assessments = Assessment.objects.defer("remarks").in_bulk(done)
        found = matches_of(done, selection.narrowed_rows.get(FINDINGS, Q()))
        for each in portion:
            assessment = assessments.get(each.done_id) if each.done_id else None
            said = {"state": each.state, "not_assessable": each.unknown, **about_assessment(assessment)}
            yield proposal_values(each.current) | said, found[each.done_id] if each.done_id else []


def matches_of(assessments: Sequence[UUID], narrowed: Q) -> dict[UUID, list[Match]]:
    """Return the matches of these assessments, as far as a condition on findings leaves them."""
    found: dict[UUID, list[Match]] = defaultdict(list)
    rows = Match.objects.filter(assessment__in=assessments)
    if narrowed:
        rows = rows.filter(finding__in=Finding.objects.filter(narrowed))
    for match in rows.select_related("finding").order_by("position", "pk"):
        found[match.assessment_id].append(match)
    return found


def proposal_values(submission: Submission | None) -> Row:
    """Return the values that identify a partnership."""
    if submission is None:
        return {}
    title = submission.document["title"]
    return {
        "partnership": str(submission.partnership_id),
        "reference": submission.document["reference"],
        "submitted_by": submission.document["submitted_by"],
        "title": title.get("ja") or title.get("en"),
        "title_en": title.get("en"),
        "sponsor": submission.sponsor.code or submission.sponsor.name,
        "proposed_on": submission.proposed_on.isoformat(),
        "value_yen": submission.value_yen,
    }


def about_assessment(assessment: Assessment | None) -> Row:
    """Identify the assessment; nothing before one is finished."""
    if assessment is None:
        return {"assessment": None, "as_of": None, "rulebook": None}
    return {
        "assessment": str(assessment.pk),
        "as_of": assessment.as_of.isoformat(),
        "rulebook": assessment.rulebook_id,
    }


def finding_of(match: Match, selection: ExportSelection) -> Row:
    """Return a finding without the evidence that the reader may not read."""
    finding = finding_json(match)
    return finding if selection.reader.kin else finding_without_sensitive(finding)


def finding_cells(match: Match, selection: ExportSelection) -> Row:
    """Return a finding as cells."""
    finding = finding_of(match, selection)
    rule = current_rulebook().rules.get(match.finding.code)
    return {
        "finding": match.finding_id,
        "code": finding["code"],
        "severity": finding["severity"],
        "rule": rule.title.ja if rule else None,
        "rule_en": rule.title.en if rule else None,
        "statement": finding["statement"]["ja"],
        "statement_en": finding["statement"]["en"],
        "first_found_at": match.finding.first_found_at.isoformat(),
    }
