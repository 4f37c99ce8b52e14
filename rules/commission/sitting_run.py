"""The work of a worker on a sitting: read and screen its contracts, store them, and remove the files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.drafts.kept_errors import storable_data
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from institutions.values.hashing import hash_json
from rules.assessing.failures import failure_of
from rules.commission.drawing import digest_of
from rules.commission.files import FilesUnreadableError
from rules.commission.item import Json, PopulationItem
from rules.commission.population import Population, read_population
from rules.commission.recording import record
from rules.commission.sittings import SittingClaim
from rules.commission.troubles import NoContract
from rules.models import Sitting, SittingFile, SittingItem, SittingState, StoredProcess

TOLD_EVERY: Final = 50  # contracts
AT_ONCE: Final = 500


def run_sitting(claim: SittingClaim) -> Sitting:
    """Read a claimed sitting, store its contracts and return the row; an error is noted in it.

    Errors of the files are the secretariat's to correct and are not raised; any other is.
    """

    def told(done: int, of: int) -> None:
        if done % TOLD_EVERY == 0 or done == of:
            claim.update(done=done, total=of)

    def note_failure(trouble: Exception) -> None:
        fail(claim, [failure_of(trouble).stored()])

    with attempt_at(claim, note_failure):
        try:
            found = read_population(claim.job, told)
        except FilesUnreadableError as trouble:
            fail(claim, [each.stored() for each in trouble.said])
        else:
            if found.items:
                store_population(claim, found)
            else:
                fail(claim, [NoContract().stored()])
    claim.job.refresh_from_db()
    return claim.job


def fail(claim: SittingClaim, said: list[Json]) -> None:
    """Note why the contracts could not be read."""
    columns = {"state": SittingState.ERROR, "error_said": storable_data(said)}
    claim.rows().update(lease_until=None, finished_at=timezone.now(), **columns)


def store_population(claim: SittingClaim, found: Population) -> None:
    """Store the contracts. ClaimLostError if another process has the job."""
    sitting = claim.job
    summary = {
        "digest": digest_of(each.key for each in found.items),
        "of_others": found.of_others,
        "of_other_days": found.of_other_days,
        "lacking": lacking_of(found.items),
        "outcomes": outcomes_of(found.items),
        "screened_before": screened_before(sitting, found.items),
        "not_listed": numbers_of(found.items, lambda each: each.not_listed),
        "otherwise": numbers_of(found.items, lambda each: each.facts["id"] in found.otherwise),
    }
    with transaction.atomic():
        claim.job.summary = storable_data(summary)
        stored = claim.rows().update(
            state=SittingState.DONE,
            lease_until=None,
            error_said=None,
            finished_at=timezone.now(),
            done=len(found.items),
            total=len(found.items),
            summary=claim.job.summary,
        )
        if not stored:
            raise ClaimLostError
        SittingItem.objects.bulk_create(items_of(sitting, found.items), batch_size=AT_ONCE)
        SittingFile.objects.filter(sitting=sitting).update(content=None)
        said = {
            "contracts": len(found.items),
            "population_sha256": summary["digest"],
            "summary_sha256": hash_json(claim.job.summary),
        }
        record(None, "sitting_read", sitting, said)


def items_of(sitting: Sitting, found: Iterable[PopulationItem]) -> Iterator[SittingItem]:
    """Yield the rows of a population, numbered in the order of the keys."""
    for number, each in enumerate(found, start=1):
        screened = {**each.screened, "lacking": sorted(each.screened["lacking"])}
        yield SittingItem(
            sitting=sitting,
            number=number,
            key=each.key,
            facts=storable_data(each.facts),
            screened=storable_data(screened),
            partnership_id=each.partnership,
        )


def numbers_of(found: Iterable[PopulationItem], meant: Callable[[PopulationItem], bool]) -> list[int]:
    """Return the numbers of some contracts of a population."""
    return [number for number, each in enumerate(found, start=1) if meant(each)]


def screened_before(sitting: Sitting, found: Iterable[PopulationItem]) -> int:
    """Return how many contracts the body had screened by itself: it knew what the rules answer about them."""
    known = set(StoredProcess.objects.filter(body=sitting.commission.body_id).values_list("ocid", flat=True))
    return sum(each.facts["id"] in known for each in found)


def lacking_of(found: Iterable[PopulationItem]) -> list[Json]:
    """Return each rule with what it lacks: in how many contracts, and in words; that of most contracts first."""
    numbers: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], Json] = {}
    for item in found:
        for code, lines in item.screened["lacking"].items():
            for line in lines:
                about = (code, str(line.get("field") or line["code"]))
                numbers[about] += 1
                words.setdefault(about, line["text"])
    return [
        {"rule": rule, "about": about, "contracts": number, "text": words[rule, about]}
        for (rule, about), number in sorted(numbers.items(), key=lambda each: (each[0][0], -each[1], each[0][1]))
    ]


def outcomes_of(found: Iterable[PopulationItem]) -> Json:
    """Return by rule how many contracts have each outcome."""
    counted: dict[str, Counter[str]] = {}
    for item in found:
        for code, outcome in item.screened["outcomes"].items():
            counted.setdefault(code, Counter())[outcome] += 1
    return {code: dict(sorted(each.items())) for code, each in sorted(counted.items())}
