"""Published contracts and awards as contracting processes, in the form of OCDS, to be screened without a partnership.

Only what a list says is in a process. `bids` is missing: no list has losing bids. The reserve price, where it is
published, is `tender.value`; where it is withheld, `tender.reservePriceWithheld` has the word and text of the reason.
The ids of parties are corporate numbers where there are any.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from institutions.formats.ocds.reading.located import LocatedProcess, opened_unpacked
from institutions.formats.ocds.reading.packages import Process
from institutions.formats.published.contracts import PublishedContract, read_contract_list
from institutions.formats.published.portal import read_portal_awards

Json = dict[str, Any]  # Any: values of a JSON object
READERS: Final = {"contract_list": read_contract_list, "portal_awards": read_portal_awards}
# The words of our contract for a method in the code list of OCDS; small orders and negotiated ones are limited there.
METHODS: Final = {
    "open": "open",
    "selective": "selective",
    "designated": "selective",
    "negotiated": "limited",
    "small_value": "limited",
}


def published_processes(path: Path, form: str, body: str = "") -> Iterator[LocatedProcess]:
    """Yield the processes of a published list, each with its first line, and rows with errors as refused processes.

    `form` is contract_list or portal_awards. Awards of one case of the portal are one process: its rows are held in
    memory. `body` is the code of the body whose list it is: the buyer of each contract, and the beginning of its ocid,
    since contracts of a list have no numbers.
    FileUnreadableError if the file is no such list.
    """
    with opened_unpacked(path) as file:
        rows = list(READERS[form](file))
    for group in by_number(rows):
        if errors := tuple(error for each in group for error in each.errors):
            yield LocatedProcess(group[0].line, Process(group[0].number or None, errors=errors))
        else:
            release = release_of(group, body)
            yield LocatedProcess(group[0].line, Process(release["ocid"], release))


def by_number(rows: Iterable[PublishedContract]) -> list[list[PublishedContract]]:
    """Return the rows of each case of the portal together, in the order of their first; each other row by itself."""
    groups: dict[object, list[PublishedContract]] = {}
    for place, each in enumerate(rows):
        groups.setdefault(each.number or place, []).append(each)
    return list(groups.values())


def release_of(group: list[PublishedContract], body: str = "") -> Json:
    """Return the release of one case: its tender, and an award a row."""
    first = group[0]
    ocid = f"jp-portal-{first.number}" if first.number else f"jp-list-{body}-{first.record}"
    tender: Json = {"id": ocid, "title": first.title, "status": "complete"}
    if first.method:
        tender["procurementMethod"] = METHODS[first.method]
    for name, said in (("procurementMethodDetails", first.method_said), ("procurementMethodRationale", first.ground)):
        if said:
            tender[name] = said
    if first.bidders is not None:
        tender["numberOfTenderers"] = first.bidders
    if first.reserve.yen is not None:
        tender["value"] = yen(first.reserve.yen)
    if first.reserve.withheld:
        tender["reservePriceWithheld"] = {"reason": first.reserve.withheld, "text": first.reserve.said}
    release: Json = {
        "ocid": ocid,
        "tender": tender,
        "awards": [award_of(place, each) for place, each in enumerate(group, start=1)],
        "parties": list({each.supplier_key: party_of(each) for each in group}.values()),
    }
    if buyer := body or first.body or first.body_name:
        release["buyer"] = {"id": buyer, "name": first.body_name or first.officer or buyer}
    return release


def award_of(place: int, given: PublishedContract) -> Json:
    """Return one award, which is in force: the lists have no others."""
    supplier = {"id": given.supplier_key, "name": given.supplier}
    award: Json = {"id": str(place), "status": "active", "date": given.signed_on, "suppliers": [supplier]}
    return award if given.amount is None else {**award, "value": yen(given.amount)}


def party_of(given: PublishedContract) -> Json:
    """Return the other party, with its corporate number and address where the list has them."""
    party: Json = {"id": given.supplier_key, "name": given.supplier, "roles": ["supplier"]}
    if given.corporate_number:
        party["identifier"] = {"scheme": "JP-JCN", "id": given.corporate_number}
    if given.address:
        party["address"] = {"streetAddress": given.address}
    return party


def yen(amount: int) -> Json:
    """Return an amount as OCDS has it."""
    return {"amount": amount, "currency": "JPY"}
