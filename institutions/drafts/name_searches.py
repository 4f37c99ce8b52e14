"""Searches for possible matches of new names as jobs: asked for in the transaction that stores the names, run after it.

Whatever shows possible matches says while a search waits that names are not compared yet (`institutions.access.leads`).
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Final, TypeAlias
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from institutions.access.callers import EVERYBODY
from institutions.access.events import chain_telling_of
from institutions.access.parties import hidden_from
from institutions.audit.event_rows import hashes_of_rows
from institutions.audit.record import SYSTEM, record_event
from institutions.codes.sentences import AsWritten
from institutions.drafts.coded_jobs import coded_lease_limit
from institutions.drafts.kept_errors import storable_data
from institutions.drafts.leads import (
    NamesOfParties,
    find_leads,
    lock_parties,
    names_to_compare,
    parties_of,
    store_leads,
)
from institutions.drafts.troubles.searches import SearchWorkersLost
from institutions.jobs import claiming
from institutions.jobs.claiming import ClaimLostError, give_back
from institutions.jobs.dispatch import among_many, notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.outages import outage_of
from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from institutions.models import IdentityLead, NameSearch, NameSearchState, PartyName, UnsearchedParty
from institutions.models.audit import REST, RESTRICTED_REST
from institutions.models.sql_lists import among
from institutions.parties.identities.name_keys import store_keys
from institutions.values.hashing import hash_json

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
AT_ONCE: Final = 50  # searches that a worker takes together
FAILED: Final = (NameSearchState.ERROR, NameSearchState.SET_ASIDE)
PARTIES_AT_ONCE: Final = 1_000  # of searches that share their queries: an import has as many in one


NAME_SEARCHES: Final[JobKind[NameSearch]] = JobKind(
    model=NameSearch,
    task="institutions.search_names",
    waiting=NameSearchState.WAITING,
    running=NameSearchState.RUNNING,
    set_aside=NameSearchState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=coded_lease_limit(SearchWorkersLost),
    order="id",
    names_worker=True,
)
SearchClaim: TypeAlias = claiming.Claim[NameSearch]
claim_search = partial(claiming.claim_job, NAME_SEARCHES)
claim_searches = partial(claiming.claim_jobs, NAME_SEARCHES, others=AT_ONCE - 1)

_here: ContextVar[bool] = ContextVar("names_are_searched_here", default=False)


def parties_sha256(placed: Mapping[UUID, int]) -> str:
    """Return the hash of the parties of a search, with the places of their documents."""
    return hash_json(sorted([str(party), place] for party, place in placed.items()))


@contextmanager
def searched_here() -> Iterator[None]:
    """Let this process search for the names that are stored inside this block, once they are committed (`--wait`)."""
    token = _here.set(True)
    try:
        yield
    finally:
        _here.reset(token)


def take_in_names(names: Iterable[PartyName], body: UUID, places: Mapping[UUID, int] | None = None) -> None:
    """Store the keys of new names, and ask for the search for possible matches of their parties.

    `places` has the place of the document that brought in each party, where several are stored together: the later ones
    are compared with the earlier ones. Parties of one document are not compared with each other.
    """
    names = list(names)
    if not names:
        return
    store_keys(names)
    now, many, here = timezone.now(), among_many.get(), _here.get()
    placed = {party: places[party] if places else 0 for party in dict.fromkeys(each.party_id for each in names)}
    told_at = None if many else now
    search = NameSearch.objects.create(
        body_id=body, parties_sha256=parties_sha256(placed), requested_at=now, told_at=told_at
    )
    UnsearchedParty.objects.bulk_create(
        UnsearchedParty(party_id=party, search=search, place=place) for party, place in placed.items()
    )
    if here:
        transaction.on_commit(partial(search_here, search.pk), robust=True)
    elif not many:
        notify_after_commit(NAME_SEARCHES, search.pk)


def search_here(search: int) -> None:
    """Run a search in this process, unless a worker has it. An error is noted in its row."""
    if taken := claim_search(search):
        run_searches([taken])


def run_searches(claims: Sequence[SearchClaim]) -> None:
    """Compare the new parties of claimed searches with the register, and store their possible matches in portions.

    Where the time of the task ends, the rest is given back: each is then taken by itself, and one that has not enough
    time alone ends in an error.
    """
    together = [each.job.pk for each in claims]
    try:
        for portion in portions_of(claims):
            run_portion(portion, together)
    except SoftTimeLimitExceeded as trouble:
        if len(claims) == 1:
            end_in_error(claims[0], trouble)
            return
        logger.warning("The time of %d searches is over; those that are left wait again.", len(claims))
        for each in claims:
            give_back(NAME_SEARCHES, each.rows())
        raise


def portions_of(claims: Sequence[SearchClaim]) -> Iterator[list[SearchClaim]]:
    """Yield whole searches, the first ones first, with some `PARTIES_AT_ONCE` parties together."""
    of_claims = UnsearchedParty.objects.filter(search__in=[each.job.pk for each in claims])
    numbers = dict(of_claims.values_list("search").annotate(number=Count("pk")))
    portion: list[SearchClaim] = []
    parties = 0
    for each in sorted(claims, key=lambda each: each.job.pk):
        number = numbers.get(each.job.pk, 0)
        if portion and parties + number > PARTIES_AT_ONCE:
            yield portion
            portion, parties = [], 0
        portion.append(each)
        parties += number
    if portion:
        yield portion


def run_portion(claims: Sequence[SearchClaim], together: Sequence[int]) -> None:
    """Run some of the searches that were claimed together.

    If several fail, each is run by itself, so that one that fails keeps no other from its matches.
    """
    try:
        search_together(claims, together)
    except ClaimLostError:
        logger.info("Searches from %s on belong to another process.", claims[0].job.pk)
    except SoftTimeLimitExceeded:
        raise
    except Exception as trouble:
        if outage_of(trouble):
            raise  # the task gives them back
        if len(claims) > 1:
            logger.warning("%d searches failed together; each is run by itself.", len(claims))
            for each in claims:
                run_portion([each], together)
            return
        end_in_error(claims[0], trouble)


def end_in_error(claim: SearchClaim, trouble: Exception) -> None:
    """Note the error in which a search ended in its row, and log it."""
    said = AsWritten(text=f"{type(trouble).__name__}: {trouble}").stored()
    columns = {"state": NameSearchState.ERROR, "error_said": storable_data(said)}
    claim.rows().update(lease_until=None, finished_at=timezone.now(), **columns)
    logger.error("The search %s for possible matches ended in an error.", claim.job.pk, exc_info=trouble)


def search_together(claims: Sequence[SearchClaim], together: Sequence[int]) -> None:
    """Find what several searches find, read once, and store it in one transaction with the end of the searches."""
    of_body: dict[UUID, list[NameSearch]] = defaultdict(list)
    for each in sorted(claims, key=lambda each: each.job.pk):
        of_body[each.job.body_id].append(each.job)
    found = [leads_of(body, searches, together) for body, searches in of_body.items()]
    with transaction.atomic():
        ours = NAME_SEARCHES.running_rows().filter(
            pk__in=[each.job.pk for each in claims], attempt=claims[0].attempt, worker=claims[0].job.worker
        )
        held = set(ours.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        if len(held) < len(claims):
            raise ClaimLostError
        store_found(found, held)
        NameSearch.objects.filter(pk__in=held).delete()


def leads_of(
    body: UUID, searches: Sequence[NameSearch], together: Sequence[int] = ()
) -> tuple[NamesOfParties, list[IdentityLead]]:
    """Return the names of the parties of some searches of one body, and their unsaved possible matches.

    `together` are all searches that were claimed with them.
    """
    rows = UnsearchedParty.objects.filter(search__in=searches).order_by("search", "place", "party")
    documents: dict[UUID, int] = {}
    places: dict[tuple[int, int], int] = {}
    for party, search, place in rows.values_list("party", "search", "place"):
        documents[party] = places.setdefault((search, place), len(places))
    names = names_to_compare(documents)
    left_out = reading_later(searches[-1].pk, together)
    return names, find_leads(names, documents, body, timezone.now(), left_out=left_out)


def reading_later(last: int, together: Sequence[int]) -> QuerySet[UnsearchedParty]:
    """Return the parties of later searches that will find those of the searches up to `last`, which are committed.

    They are those that nobody has claimed, and those claimed together with these. One that another worker has may have
    read before these came in: numbers are given before the commit.
    """
    unread = Q(search__state=NameSearchState.WAITING) | Q(search__in=together)
    return UnsearchedParty.objects.filter(unread, search__gt=last)


def store_found(found: Sequence[tuple[NamesOfParties, list[IdentityLead]]], searches: Collection[int]) -> None:
    """Store what these searches found, and that they are done.

    There is an event for the matches about parties that everybody may find, and one for others; and so for searches.
    Parties are locked before chains, and the chain of the rest before the restricted one, as by everybody.
    """
    searched: dict[int, dict[UUID, int]] = {each: {} for each in searches}
    rows = UnsearchedParty.objects.filter(search__in=searches)
    for search, party, place in rows.values_list("search", "party", "place"):
        searched[search][party] = place
    leads = [each for _names, of_body in found for each in of_body]
    lock_parties(leads)
    ids = {*parties_of(leads), *chain.from_iterable(searched.values())}
    hidden = set(hidden_from(EVERYBODY).filter(among("pk", ids)).values_list("pk", flat=True)) if ids else set()
    for are_hidden in (False, True):
        stored: list[IdentityLead] = []
        for names, of_body in found:
            part = [each for each in of_body if bool(hidden & {each.party_id, each.candidate_id}) is are_hidden]
            stored += store_leads(part, names)
        note_found(stored)
        done = {search: of_one for search, of_one in searched.items() if bool(hidden & of_one.keys()) is are_hidden}
        note_compared(done, closed=are_hidden)


def note_compared(searched: Mapping[int, Mapping[UUID, int]], *, closed: bool) -> None:
    """Add the event of searches that are done, by their parties: without it their rows count as removed by hand.

    So do those of a search that has other parties by now than came in: whoever is left out is compared with nobody.
    """
    came_in = dict(NameSearch.objects.filter(pk__in=searched).values_list("pk", "parties_sha256"))
    whole = [pk for pk, said in sorted(came_in.items()) if said in ("", parties_sha256(searched[pk]))]
    if whole:
        record_event(
            actor=SYSTEM,
            verb="names_compared",
            what="register",
            after={"ended": hashes_of_rows(NameSearch, whole)},
            chain=RESTRICTED_REST if closed else REST,
        )


def note_found(leads: Sequence[IdentityLead]) -> None:
    """Add the event of possible matches that were stored, in the chain of those who may read all of them."""
    if leads:
        record_event(
            actor=SYSTEM,
            verb="matches_found",
            what="register",
            after={"matches": len(leads)},
            chain=chain_telling_of(parties=parties_of(leads)),
        )


def search_at_once(parties: Iterable[UUID]) -> None:
    """Store the possible matches of parties that this transaction brings in, for what it shows of them.

    Their search runs after it all the same: what others store meanwhile is not seen in here.
    """
    waiting = UnsearchedParty.objects.filter(among("party", parties)).values("search")
    of_body: dict[UUID, list[NameSearch]] = defaultdict(list)
    for search in NameSearch.objects.filter(pk__in=waiting).order_by("pk"):
        of_body[search.body_id].append(search)
    found = [leads_of(body, searches) for body, searches in of_body.items()]
    lock_parties(lead for _names, leads in found for lead in leads)
    for names, leads in found:
        store_leads(leads, names)


def sweep_searches() -> SweptJobs:
    """Take back searches that lost their worker, and notify workers of waiting ones."""
    return sweep_jobs(NAME_SEARCHES, timezone.now())


def search_waiting() -> int:
    """Run all searches that nobody has in this process, those that failed before too; return their number."""
    failed = NAME_SEARCHES.rows().filter(state__in=FAILED)
    failed.update(**NAME_SEARCHES.waiting_columns(), **NAME_SEARCHES.limit.fresh(timezone.now()))
    done = 0
    while (first := NAME_SEARCHES.waiting_rows().order_by("pk").values_list("pk", flat=True).first()) is not None:
        if taken := claim_searches(first):
            run_searches(taken)
            done += len(taken)
    return done
