"""References to parties by their ids, with a reason for each reference that has none."""

from institutions.codes.base import Coded
from rules.processes.published_process import PublishedAward, PublishedBid, PublishedProcess, party_ids
from rules.processes.reasons import ProcessFieldMissing


def ids_of(parties: list[object] | None, path: str, missing: list[Coded]) -> dict[str, str]:
    """Return the ids of a list of parties with their paths; add a reason for each that is missing."""
    found: dict[str, str] = {}
    named = set()
    for name, place in party_ids(parties, path):
        found.setdefault(name, place)
        named.add(place)
    wanted = [f"{path}/{place}/id" for place in range(max(len(parties or ()), 1))]
    missing += [ProcessFieldMissing(field=each) for each in wanted if each not in named]
    return found


def statusless(awards: tuple[PublishedAward, ...] | None) -> list[Coded]:
    """Return a reason for each award without a status."""
    return [ProcessFieldMissing(field=f"{each.path}/status") for each in awards or () if each.status is None]


def tenderers_of(bid: PublishedBid, missing: list[Coded]) -> dict[str, str]:
    """Return the tenderers of a bid."""
    return ids_of(bid.tenderers, f"{bid.path}/tenderers", missing)


def suppliers_of(award: PublishedAward, missing: list[Coded]) -> dict[str, str]:
    """Return the suppliers of an award."""
    return ids_of(award.suppliers, f"{award.path}/suppliers", missing)


def submitted_tenderers(process: PublishedProcess, missing: list[Coded]) -> dict[str, str]:
    """Return the tenderers of the submitted bids of a process, each at its first place."""
    found: dict[str, str] = {}
    if not process.bids:
        missing.append(ProcessFieldMissing(field="/bids/details/0"))
    for bid in process.bids or ():
        if bid.status is None:
            missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
        elif bid.submitted:
            for name, path in tenderers_of(bid, missing).items():
                found.setdefault(name, path)
    return found
