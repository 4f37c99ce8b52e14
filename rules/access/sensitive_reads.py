"""The audit events of reading about kin, gifts, income or acts of officials: rows by id and hash, no content.

One event an object and hour for the same reader and the same values: opening a page again, or fetching its parts again,
adds nothing. A precheck leaves no event: it writes nothing, and answers only what its caller just sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from institutions.access.callers import reader_for
from institutions.access.events import chain_telling_of
from institutions.access.keys import KeyHolder
from institutions.access.kin import EVERYTHING, NOTHING, WITHHELD
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.models import Account, Statement
from institutions.models.audit import REST
from institutions.values.hashing import hash_json
from rules.access.withholding import answers_sensitive, is_about_sensitive
from rules.assessing.result_lines import ResultLine
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.facts.kinds.sensitive import sensitive_fields
from rules.models import Assessment

AGAIN_AFTER_SECONDS: Final = 60 * 60
VERB: Final = "sensitive_read"
Json = dict[str, Any]  # Any: plain data
Values = Mapping[str, str]  # SHA-256 by id of the row


def note_read(
    reader: Account | KeyHolder,
    what: str,
    values: Values,
    partnership: UUID | None = None,
    *,
    parties: Iterable[UUID] = (),
    partnerships: Iterable[UUID] = (),
) -> None:
    """Record an event, unless this reader left the same within the hour; nothing if there are no values.

    An event of no one `partnership` tells of these `parties` and `partnerships`: if one of them is restricted, it is
    not for everybody who reads the trail. The event and the mark that prevents the next one are stored in one
    transaction: never one without the other.
    """
    if not values:
        return
    holder = reader if isinstance(reader, KeyHolder) else None
    actor = actor_of(None, holder.body.code or "") if holder else actor_of(reader)  # type: ignore[arg-type]  # an account
    by = {"key": holder.key.prefix} if holder else {}
    mark = f"{VERB}:{hash_json([actor, by, what, dict(values)])}"
    if cache.get(mark):
        return
    with transaction.atomic():
        if cache.add(mark, "noted", AGAIN_AFTER_SECONDS):
            after = {"values": dict(sorted(values.items())), **by}
            asked = partnership is None and reader_for(reader).restricted
            record_event(
                actor=actor,
                verb=VERB,
                what=what,
                partnership=partnership,
                after=after,
                request_id=request_id.get(),
                chain=chain_telling_of(parties=parties, partnerships=partnerships) if asked else REST,
            )


def note_assessment(reader: Account | KeyHolder, assessment: Assessment, values: Values) -> None:
    """Record that somebody read these values of an assessment."""
    note_read(reader, f"assessment:{assessment.pk}", values, assessment.partnership_id)


def sensitive_in_findings(findings: Iterable[Json]) -> dict[str, str]:
    """Return the hashes, by id, of the sensitive facts in the evidence of findings."""
    return dict(pair for finding in findings for pair in sensitive_in_evidence(finding["evidence"]))


def sensitive_in_evidence(evidence: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Yield id and hash of each sensitive fact in the evidence, and of the sensitive facts it was derived from."""
    for entry in evidence:
        fields = sensitive_fields(entry["fact"], entry)
        if fields == EVERYTHING or not fields.isdisjoint(entry):
            yield entry["id"], hash_json({name: value for name, value in entry.items() if name != "from"})
        yield from sensitive_in_evidence(entry.get("from", ()))


def sensitive_in_answer(answer: Json) -> dict[str, str]:
    """Return the hashes of sensitive content in a result object: in its findings, missing data and reasons."""
    found = sensitive_in_findings(answer["findings"])
    for code, each in answer["explained"].items():
        entries = (*each["missing"], each["reason"])
        found |= sensitive_texts(code, [one["code"] for one in entries if one and answers_sensitive(one)])
    return found


def sensitive_in_lines(code: str, said: Iterable[ResultLine | None]) -> dict[str, str]:
    """Return the hash of the sensitive texts among those of an outcome, by the code of its rule."""
    return sensitive_texts(code, [each.text for each in said if each and is_about_sensitive(each.about)])


def sensitive_texts(code: str, sensitive: Iterable[str]) -> dict[str, str]:
    """Return one hash of the sensitive engine texts about a rule; nothing if there are none."""
    about = sorted(sensitive)
    return {f"outcome:{code}": hash_json(about)} if about else {}


def sensitive_in_snapshot(assessment: Assessment) -> dict[str, str]:
    """Return the hashes of all sensitive facts of an assessment, by id: an explanation may name any of them."""
    facts = SnapshotFacts(assessment.snapshot.content if assessment.snapshot else "").facts
    return {
        fact.id: hash_json([fact.type, dict(fact.values)])
        for fact in facts.values()
        if (fields := sensitive_fields(fact.type, fact.values)) == EVERYTHING or not fields.isdisjoint(fact.values)
    }


def sensitive_in_statements(rows: Iterable[Statement]) -> dict[str, str]:
    """Return the hashes of those statements on a page whose kind is withheld, in whole or part, from some readers."""
    return {
        f"{row.kind.name}/{row.lineage}": hash_json(
            {column.attname: str(getattr(row, column.attname)) for column in row._meta.concrete_fields}  # noqa: SLF001 - documented
        )
        for row in rows
        if row.kind.name in WITHHELD
    }


def sensitive_in_document(submission: int, document: Json) -> dict[str, str]:
    """Return the hashes of a submission's sensitive statements, by their position in the document."""
    found = {}
    for place, statement in enumerate(document.get("statements") or ()):
        fields = WITHHELD.get(statement["kind"], NOTHING)
        if fields == EVERYTHING or not fields.isdisjoint(statement):
            found[f"submission:{submission}/statements/{place}"] = hash_json(statement)
    return found
