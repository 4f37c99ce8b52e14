"""Contracts of a body in the register: awards that everybody's cases read, and the contracts of its partnerships."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from institutions.access.callers import EVERYBODY, reader_of_bodies
from institutions.access.partnerships import closed_partnerships_rule, open_partnership_rule
from institutions.access.statements import readable_in_cases
from institutions.models import GovernmentBody, Partnership, Submission, table_of
from institutions.models.partnership import AWARDED
from institutions.models.sql_lists import among
from rules.access.withholding import is_sensitive_entry
from rules.assessing.result_lines import ResultReader
from rules.commission.item import Json, PopulationItem, facts_of_contract, facts_of_partnership
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Match, Outcome, State, StoredProcess
from rules.models.outcome_reading import outcomes_by_assessment
from rules.processes.published_process import PublishedProcess
from rules.processes.source import SourceItem

METHODS = {
    "open": "open",
    "selective": "selective",
    "designated": "selective",
    "negotiated": "limited",
    "small_value": "limited",
}  # the words of OCDS
NO_RESULT: Json = {
    "code": "no_result",
    "text": {"en": "The partnership has no result yet.", "ja": "この連携には評価の結果がまだありません。"},
}
ENDED_IN_ERROR: Json = {
    "code": "error",
    "text": {"en": "The rule ended in an error.", "ja": "ルールの評価がエラーになりました。"},
}
ASKED = "COL-"  # the rules that a commission is given: of other families it is given nothing


def awards_in_register(body: GovernmentBody, from_on: date, until_on: date) -> Iterator[PopulationItem]:
    """Yield the awards of a body in a period as processes, without those that a restricted partnership states.

    Nor does it say of their calls what such a partnership states.
    An award that was imported from a published list has the identifier that it has in the list. Two queries.
    """
    table: Any = table_of("award")  # Any: tables are made at run time
    reader = reader_of_bodies([body.pk], kin=False)
    rows = (
        table.objects.current()
        .filter(readable_in_cases("award", reader).q(), body=body, on__gte=from_on, on__lte=until_on)
        .select_related("company", "imported__collection")
        .order_by("on", "pk")
    )
    found = list(rows)
    calls_table: Any = table_of("call")  # Any: as above
    wanted = {row.call for row in found if row.call}
    readable = calls_table.objects.current().filter(readable_in_cases("call", reader).q(), lineage__in=wanted)
    calls = {each.lineage: each for each in readable} if wanted else {}
    seen: set[tuple[object, ...]] = set()
    for row in found:
        same = (row.company_id, row.on, row.amount_yen, row.subject)  # several cases may state one award
        if same in seen and row.imported_id is None:
            continue
        seen.add(same)
        process = PublishedProcess(identifier_of(row, body), release_of_award(row, calls.get(row.call), body))
        facts = facts_of_contract(process)
        party = {"name": facts["supplier"], "number": row.company.corporate_number}
        yield PopulationItem(
            {**facts, "person": False, "parties": [party]},
            SourceItem(Path("register"), 0, process.ocid, process),
            partnership=row.partnership_id,
        )


def identifier_of(row: Any, body: GovernmentBody) -> str:  # Any: a row of awards
    """Return the identifier of an award: that of its published list, else that of its row."""
    record = row.imported
    if record and record.collection.format == "contract_list":
        return f"jp-list-{body.code}-{record.record}"
    if record and record.collection.format == "portal_awards":
        return f"jp-portal-{record.record.split(' ', 1)[0]}"
    return f"register-{row.lineage}"


def release_of_award(row: Any, call: Any, body: GovernmentBody) -> Json:  # Any: rows of statements
    """Return an award and its call as a release of OCDS, as the readers of published lists write one."""
    supplier = {"id": str(row.company_id), "name": row.company.name_ja or row.company.name_en}
    tender: Json = {"id": str(row.lineage), "title": row.subject or str(row.lineage), "status": "complete"}
    if method := row.method or (call.method if call else None):
        tender["procurementMethod"] = METHODS.get(method, method)
    if call is not None:
        if call.bidders is not None:
            tender["numberOfTenderers"] = call.bidders
        if call.reserve_price_yen is not None:
            tender["value"] = {"amount": call.reserve_price_yen, "currency": "JPY"}
        if call.reserve_price_withheld:
            said = call.reserve_price_withheld
            tender["reservePriceWithheld"] = {"reason": said, "text": said}
    award: Json = {"id": "1", "status": "active", "date": row.on.isoformat(), "suppliers": [supplier]}
    if row.amount_yen is not None:
        award["value"] = {"amount": row.amount_yen, "currency": "JPY"}
    return {
        "ocid": str(row.lineage),
        "tender": tender,
        "awards": [award],
        "parties": [{**supplier, "roles": ["supplier"]}],
        "buyer": {"id": body.code, "name": body.name_ja or body.name_en},
    }


def contracts_of_partnerships(body: GovernmentBody, from_on: date, until_on: date) -> list[PopulationItem]:
    """Return the contracts of a body's partnerships that were awarded in a period, without restricted ones."""
    rows = Submission.objects.filter(
        AWARDED, open_partnership_rule("partnership", EVERYBODY).q(), sponsor=body, superseded_at__isnull=True
    ).select_related("partnership")
    days = (from_on.isoformat(), until_on.isoformat())
    found = [each for each in rows if days[0] <= str(each.document["selection"]["awarded_on"]) <= days[1]]
    items = [
        PopulationItem(
            facts_of_partnership(each.partnership, each.document, partner_of(each.document)),
            partnership=each.partnership_id,
        )
        for each in found
    ]
    results = newest_answers([each.partnership_id for each in found])
    for item in items:
        item.screened = results.get(item.partnership or UUID(int=0)) or without_result()
    return items


def without_result() -> Json:
    """Return what is kept of a partnership without a result: no rule could say anything, which is no clear answer."""
    codes = sorted(code for code in current_rulebook().rules if code.startswith(ASKED))
    return {"outcomes": {}, "findings": [], "lacking": {code: [NO_RESULT] for code in codes}}


def partner_of(document: Json) -> str:
    """Return the name of the lead partner, else of the first participant, as the document names it."""
    names = {each["key"]: each.get("name") or {} for each in document.get("companies") or ()}
    taking_part = document.get("participants") or ()
    lead: Json = next((each for each in taking_part if each.get("role") == "lead_partner"), next(iter(taking_part), {}))
    name = names.get(lead.get("company"), {})
    return str(name.get("ja") or name.get("en") or "")


def newest_answers(partnerships: Collection[UUID]) -> dict[UUID, Json]:
    """Return what the newest results of partnerships answer to the collusion rules, without anything sensitive."""
    newest: dict[UUID, Assessment] = {}
    done = Assessment.objects.filter(partnership__in=partnerships, state=State.DONE).select_related("snapshot")
    for each in done.order_by("requested_at", "pk"):
        newest[each.partnership_id] = each
    outcomes = outcomes_by_assessment([each.pk for each in newest.values()])
    matches = Match.objects.filter(assessment__in=[each.pk for each in newest.values()]).select_related("finding")
    by_assessment: dict[UUID, list[Match]] = {}
    for match in matches.order_by("position"):
        by_assessment.setdefault(match.assessment_id, []).append(match)
    answers: dict[UUID, Json] = {}
    for pk, done_one in newest.items():
        asked = {code: each for code, each in outcomes[done_one.pk].items() if code.startswith(ASKED)}
        reader = ResultReader.of(done_one)
        answers[pk] = {
            "outcomes": {code: str(each.outcome) for code, each in asked.items()},
            "findings": [*map(finding_of_match, plain_matches(by_assessment.get(done_one.pk, ())))],
            "lacking": {
                **{
                    code: [line.to_json() for line in reader.missing(each)]
                    for code, each in asked.items()
                    if each.missing
                },
                **{code: [ENDED_IN_ERROR] for code, each in asked.items() if each.outcome == Outcome.ERROR},
            },
        }
    return answers


def plain_matches(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches of collusion rules that rest on nothing about kin, gifts, income or acts of people."""
    for each in matches:
        if each.finding.code.startswith(ASKED) and not any(map(is_sensitive_entry, each.evidence)):
            yield each


def finding_of_match(match: Match) -> Json:
    """Return a finding as an item keeps it."""
    return {
        "code": match.finding.code,
        "severity": str(match.severity),
        "statement": {"en": match.statement_en, "ja": match.statement_ja},
    }


def restricted_references(body: GovernmentBody, names: Collection[str]) -> frozenset[str]:
    """Return which of these identifiers are of restricted partnerships: they never reach a commission.

    They are references, or ocids of processes that became such a partnership under another reference.
    """
    processes = StoredProcess.objects.filter(body=body, ocid__in=names).only("ocid", "registered_as")
    joined = {each.registered_as: each.ocid for each in processes if each.registered_as}
    closed = Partnership.objects.filter(closed_partnerships_rule(EVERYBODY).q(), among("pk", joined))
    rows = Partnership.objects.filter(closed_partnerships_rule(EVERYBODY).q(), reference__in=names)
    references = rows.filter(submissions__sponsor=body).values_list("reference", flat=True)
    return frozenset([*references, *(joined[each] for each in closed.values_list("pk", flat=True))])
