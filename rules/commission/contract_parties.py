"""The parties of a contract, who was awarded it or bid: as its publication names them, and as the register does."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from institutions.access.callers import ALL_THAT_IS_OPEN
from institutions.access.parties import findable_parties_rule
from institutions.models import Company, DocumentParty, PartyKind, PartyName, Submission
from institutions.models.sql_lists import among
from institutions.parties.names.folding import fold_name
from rules.commission.item import Json, partnership_identifier
from rules.models import SittingItem


def named_parties(item: SittingItem) -> list[Json]:
    """Return the parties of a contract as it names them. Contracts of earlier versions have their supplier alone."""
    if "parties" in item.facts:
        return list(item.facts["parties"])
    return [{"name": each, "number": None} for each in item.facts["supplier"].split("、") if each]


def companies_of(items: Iterable[SittingItem]) -> dict[UUID, set[int]]:
    """Return the companies of the register that take part in contracts, each with the numbers of these contracts.

    The contract of a partnership names its companies by id. A published one names them by corporate number, and by name
    where one of the two has no number: a company of the same name with another number is another. Four queries at most.
    """
    by_number, by_name, by_name_of_numbered = (defaultdict[str, set[int]](set) for _ in range(3))
    by_partnership: dict[UUID, int] = {}
    for item in items:
        if item.partnership_id and item.facts["id"] == partnership_identifier(item.partnership_id):
            by_partnership[item.partnership_id] = item.number
            continue
        for party in named_parties(item):
            name = fold_name(party["name"])
            if party["number"]:
                by_number[party["number"]].add(item.number)
                by_name_of_numbered[name].add(item.number)
            else:
                by_name[name].add(item.number)
    found = defaultdict[UUID, set[int]](set)
    open_ones = Company.objects.filter(findable_parties_rule(ALL_THAT_IS_OPEN).q())
    for pk, number in open_ones.filter(corporate_number__in=by_number).values_list("pk", "corporate_number"):
        found[pk] |= by_number[number or ""]
    names = PartyName.objects.filter(
        folded__in={*by_name, *by_name_of_numbered}, superseded_at__isnull=True, party__in=open_ones.order_by()
    )
    for pk, number, folded in names.values_list("party", "party__corporate_number", "folded"):
        numbers = by_name.get(folded, set()) | (set() if number else by_name_of_numbered.get(folded, set()))
        if numbers:
            found[pk] |= numbers
    for pk, partnership in parties_of_partnerships(by_partnership):
        found[pk].add(by_partnership[partnership])
    return found


def parties_of_partnerships(partnerships: Collection[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """Yield the companies that take part in partnerships or bid for them, each with its partnership.

    Documents name others too, such as those of earlier awards and of the market. Two queries.
    """
    current = Submission.objects.filter(among("partnership", partnerships), superseded_at__isnull=True)
    of, keys = dict[int, UUID](), dict[int, set[str]]()
    for pk, partnership, document in current.values_list("pk", "partnership", "document"):
        of[pk], keys[pk] = partnership, keys_of_parties(document)
    named = DocumentParty.objects.filter(submission__in=of, party__kind=PartyKind.COMPANY)
    for party, submission, key in named.values_list("party", "submission", "key"):
        if key in keys[submission]:
            yield party, of[submission]


def keys_of_parties(document: Json) -> set[str]:
    """Return the keys of the companies that take part in a partnership, or bid in its selection."""
    keys = {each["company"] for each in document.get("participants") or () if each.get("company")}
    for each in document.get("statements") or ():
        if each["kind"] == "bid" and not each.get("call"):
            keys |= {*(each.get("members") or ()), each.get("company")} - {None}
    return keys
