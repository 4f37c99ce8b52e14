"""The erasure of a person: a plan that only reads, and its execution in one transaction, or not at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from institutions.access.events import chain_telling_of
from institutions.access.partnerships import RESTRICTED
from institutions.audit.coverage import covered_table
from institutions.audit.event_rows import hashes_of_rows, lock_rows
from institutions.audit.record import actor_of, record_event
from institutions.audit.row_hashes import RowHasher
from institutions.audit.verify import ERASED
from institutions.audit.written_once import PROTECTED
from institutions.codes.base import Sentences
from institutions.models import (
    Account,
    Erasure,
    IdempotencyRecord,
    NameKey,
    NamePart,
    Partnership,
    Party,
    Person,
    Redaction,
)
from institutions.models.audit import RESTRICTED_REST
from institutions.models.noted_rows import note_changed, note_written
from institutions.models.sql_lists import among
from institutions.values.hashing import hash_json
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures, order_erasure
from rules.models import Assessment, Snapshot
from rules.review.erasing.assessments import CannotEraseError, rewrites_of_assessments, snapshots_naming
from rules.review.erasing.casework import rewrites_of_casework
from rules.review.erasing.listing import listing
from rules.review.erasing.obstacles import partnerships_with_person, reasons_against
from rules.review.erasing.preview import fingerprint_of
from rules.review.erasing.preview_troubles import PreviewOutdated
from rules.review.erasing.register import leads_about, rewrites_of_register
from rules.review.erasing.rewrites import Rewrite, value_hash
from rules.review.erasing.saved_filters import delete_saved_filters
from rules.review.erasing.scope import ErasureScope, erasure_scope
from rules.review.erasing.troubles import (
    ChangedMeanwhile,
    ErasedBefore,
    ErasureObstacles,
    ErasureWithoutReason,
    OnlyRetained,
)
from rules.review.keeping.retention import RetainedCase, retained_cases
from rules.review.summaries.writing import summarise

COUNTED: Final = "erasure_counted"
Rows = dict[tuple[type[models.Model], Any], list[Rewrite]]  # Any: a key of any type


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan(ErasureScope):
    """The plan: the scope, the possible matches of the person, and the rewrites."""

    leads: frozenset[int]
    rewrites: tuple[Rewrite, ...]

    @property
    def rewritten_snapshots(self) -> list[str]:
        """The snapshots whose content changes."""
        return [str(each.pk) for each in self.rewrites if each.model is Snapshot]

    @property
    def counts(self) -> dict[str, int]:
        """The number of columns in each table."""
        return dict(sorted(Counter(each.content[0] for each in self.rewrites).items()))


def plan_erasure(person: Person) -> ErasurePlan:
    """Search everything that may name the person; nothing is written. CannotEraseError: see
    `rewrites_of_assessments`.
    """
    scope = erasure_scope(person)
    who, partnerships = scope.who, scope.partnerships
    leads = frozenset(leads_about(who).values_list("pk", flat=True))  # first: one that comes in later is found missing
    kept = partnerships - scope.changed
    kept_snapshots = frozenset(
        Assessment.objects.filter(partnership__in=kept, snapshot__isnull=False).values_list("snapshot", flat=True)
    )
    found: dict[tuple[str, ...], Rewrite] = {}
    parts = (
        rewrites_of_register(who, scope.changed, kept),
        rewrites_of_casework(who, scope.changed, kept),
        rewrites_of_assessments(who, [each for each in scope.snapshots if each not in kept_snapshots]),
    )
    for part in () if scope.obstacles else parts:
        for each in part:
            table, row, column, *_hashes = each.content
            found.setdefault((table, row, column), each)
    of_scope = {field.name: getattr(scope, field.name) for field in fields(scope)}
    return ErasurePlan(**of_scope, leads=leads, rewrites=tuple(found.values()))


def erase_person(person: Person, *, reason: str, account: Account, seen: str) -> Erasure:
    """Carry a plan out. CannotEraseError if an obstacle remains, or there is nothing to erase.

    `seen` is the fingerprint of the preview that the account was shown: if anything in it has changed since, nothing is
    erased either.
    The plan is made before the transaction, since it evaluates rules; in it, partnerships are locked first as every
    other writer does, and a change made meanwhile is found by its hash: then nothing is erased. The list outside the
    database names the erasure before the transaction ends (ErasureListError if it cannot). After the transaction the
    fact store is rewritten; until it is, nobody opens it.
    """
    if not reason.strip():
        raise CannotEraseError(ErasureWithoutReason())
    plan = plan_erasure(person)
    if plan.obstacles:
        raise CannotEraseError(ErasureObstacles(reasons=Sentences(plan.obstacles)))
    if not plan.rewrites:
        raise CannotEraseError(OnlyRetained() if plan.retained else ErasedBefore())
    if fingerprint_of(plan, plan.remaining()) != seen:
        raise CannotEraseError(PreviewOutdated())
    with listing() as erasures, transaction.atomic():
        moment = lock_plan(plan)
        erasure = Erasure.objects.create(
            person_id=plan.who.person,
            reason=plan.who.text(reason.strip()),
            account=account,
            redactions=len(plan.rewrites),
            sha256=hash_json([each.content for each in plan.rewrites]),
            at=moment,
        )
        carry_out_plan(plan, erasure)
        note_erasure(plan, erasure, account)
        summarise(sorted(plan.changed))  # their titles are searched
        order_erasure(plan.rewritten_snapshots, plan.who.ids)
        erasures.add(erasure)
    carry_out_erasures(fact_storage())
    return erasure


def lock_plan(plan: ErasurePlan) -> datetime:
    """Lock the partnerships, make sure that nothing came in since the plan was made, and return the moment of that.

    A retention may have ended at midnight: the erasure would leave what it need not leave any more. A possible match is
    stored under the lock of its parties, with a name in the clear.
    """
    list(Partnership.objects.select_for_update(no_key=True).filter(pk__in=plan.partnerships).order_by("pk"))
    list(Party.objects.select_for_update(no_key=True).filter(pk__in=plan.who.ids).order_by("pk"))
    now = snapshots_naming(plan.who)
    against = tuple(reasons_against(plan.who.ids, partnerships_with_person(plan.who, now)))
    leads = frozenset(leads_about(plan.who).values_list("pk", flat=True))
    moment = timezone.now()
    retained = tuple(retained_cases(plan.partnerships, timezone.localdate(moment)))
    if retained != plan.retained or tuple(now) != plan.snapshots or leads != plan.leads or against:
        raise CannotEraseError(ChangedMeanwhile())
    return moment


def carry_out_plan(plan: ErasurePlan, erasure: Erasure) -> None:
    """Store every redaction, then write each row again, once."""
    keys: dict[type[models.Model], set[Any]] = defaultdict(set)  # Any: keys of any type
    for each in plan.rewrites:
        keys[each.model].add(each.pk)
    for model, of_model in keys.items():
        lock_rows(model, of_model)  # a change in between would be taken for part of the erasure
    salted = salted_hashes(plan.rewrites)
    redactions = Redaction.objects.bulk_create(
        (
            Redaction(
                erasure=erasure, of_table=table, of_row=row, of_column=column, before=before, after=after,
                applied=table not in PROTECTED, salted=salted.get((table, row, column)),
            )
            for table, row, column, before, after in (each.content for each in plan.rewrites)
        ),
        batch_size=500,
    )  # fmt: skip
    note_written(redactions)
    rows: Rows = defaultdict(list)
    for each in plan.rewrites:
        rows[each.model, each.pk].append(each)
    hashes = {model: hashes_of_rows(model, of_model) for model, of_model in keys.items()}
    for (model, pk), columns in rows.items():
        row: Any = models.QuerySet(model).select_for_update(no_key=True).filter(pk=pk)
        held = row.values(*(each.column for each in columns)).first()
        if held is None or any(value_hash(held[each.column]) != each.before for each in columns):
            raise CannotEraseError(ChangedMeanwhile())
        models.QuerySet(model).filter(pk=pk).update(**{each.column: each.value for each in columns})
    for model, before in hashes.items():
        note_changed(model, before)
    for forms in (NameKey, NamePart):
        forms.objects.filter(name__party__in=plan.who.ids).delete()
    delete_saved_filters(plan.who)
    for kept in IdempotencyRecord.objects.exclude(answer=None).iterator(500):
        if plan.who.data(kept.answer) != kept.answer:
            kept.delete()


def salted_hashes(rewrites: Iterable[Rewrite]) -> dict[tuple[str, str, str], str]:
    """Return, by table, key and column, the salted hash by which a row now counts: a receipt needs it afterwards."""
    keys: dict[type[models.Model], dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))  # Any: keys of any type
    for each in rewrites:
        keys[each.model][each.pk].add(each.column)
    found = {}
    for model, columns in keys.items():
        covered = covered_table(model)
        if covered is None or covered.group:
            continue
        by_key = {str(key): names for key, names in columns.items()}
        for key, content, _row in RowHasher(covered).contents(columns):
            for name in by_key[key] & covered.erasable & content.keys():
                found[covered.table, key, name] = str(content[name]["sha256"])
    return found


def note_erasure(plan: ErasurePlan, erasure: Erasure, account: Account) -> None:
    """Record an event that verifies the redactions, one that counts them, and one in the chain of each partnership.

    The redactions and what is retained may be of restricted partnerships, whose numbers would tell that they name the
    person. So only those with the right read the second event; each erasure has it, since its absence would tell too.
    """
    actor, what = actor_of(account), f"party:{plan.who.person}"
    said = {"erasure": erasure.pk, "sha256": erasure.sha256}
    closed = restricted_among(each.partnership for each in plan.retained)
    told = {**said, "reason_sha256": value_hash(erasure.reason)}
    told["retained"] = until_when(each for each in plan.retained if each.partnership not in closed)
    counted = {**said, "redactions": erasure.redactions, "tables": plan.counts}
    counted["retained"] = until_when(each for each in plan.retained if each.partnership in closed)
    record_event(actor=actor, verb=ERASED, what=what, after=told, chain=chain_telling_of(parties=plan.who.ids))
    record_event(actor=actor, verb=COUNTED, what=what, after=counted, chain=RESTRICTED_REST)
    for partnership in sorted(plan.changed):
        record_event(
            actor=actor, verb="texts_erased", what=f"erasure:{erasure.pk}", partnership=partnership, after=said
        )


def restricted_among(partnerships: Iterable[UUID]) -> set[UUID]:
    """Return those of the partnerships that are restricted now."""
    return set(Partnership.objects.filter(RESTRICTED.q(), among("pk", partnerships)).values_list("pk", flat=True))


def until_when(retained: Iterable[RetainedCase]) -> dict[str, str | None]:
    """Return the day on which the retention of each case ends; None where nobody knows it yet."""
    return {str(each.partnership): each.until.isoformat() if each.until else None for each in retained}
