"""A registered partnership as one compiled release of OCDS 1.1 in a release package of its own, one a line."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from institutions.exports.selection import ExportSelection
from institutions.exports.statements import PORTION
from institutions.formats.ocds.writing.parties import Json, Organizations
from institutions.formats.ocds.writing.wording import ALLOCATION, METHODS, OBJECTS, RISKS, ROLES
from institutions.models import Party, Submission

VERSION: Final = "1.1"
# The profile for public-private partnerships adds bids, shareholders, finance, risks and the project.
PROFILE: Final = "https://standard.open-contracting.org/profiles/ppp/extension/1__0__0__beta4/extension.json"
URN: Final = "urn:uuid:"  # followed by the partnership's id, by which an import recognises it


def ocds_lines(selection: ExportSelection) -> Iterator[bytes]:
    """Yield each package on a line of its own."""
    current = selection.submissions().select_related("partnership", "sponsor")
    for submission in current.prefetch_related("parties__party__same_as").iterator(chunk_size=PORTION):
        yield json.dumps(release_package(submission, selection), ensure_ascii=False).encode() + b"\n"


def release_package(submission: Submission, selection: ExportSelection) -> Json:
    """Return a release package with its one release."""
    release = release_of(submission, selection)
    return {
        "uri": f"{URN}{submission.partnership_id}",
        "version": VERSION,
        "extensions": [PROFILE],
        "publishedDate": f"{selection.made_on.isoformat()}T00:00:00Z",
        "publisher": {"name": selection.publisher},
        "releases": [release],
    }


def release_of(submission: Submission, selection: ExportSelection) -> Json:
    """Return the compiled release of a partnership from its current submission."""
    document = submission.document
    organizations = Organizations(document_parties(submission))
    rows: dict[str, list[Json]] = defaultdict(list)
    for row in document.get("statements") or ():
        rows[row["kind"]].append(row)
    reference, title = document["reference"], document["title"]
    ocid = reference if reference.startswith("ocds-") else f"{selection.ocid_prefix}-{reference}"
    buyer = organizations.refer(document["sponsor"], "buyer")
    organizations.refer(document["sponsor"], "procuringEntity")
    organizations.refer_to_all(document.get("co_sponsors") or [], "buyer")  # OCDS has one `buyer`, and roles for more
    bids = bids_of(rows, organizations)
    awards = release_awards(rows, document, organizations)
    for each in document["participants"]:
        organizations.refer(each["company"], ROLES.get(each["role"], ""))
    for each in rows["shareholding"]:
        organizations.add_shareholder(each["company"], each["holder"], each.get("share_bp"), each.get("voting_bp"))
    release: Json = {
        "ocid": ocid,
        "id": f"{ocid}-{submission.revision}",
        "date": timezone.localtime(submission.received_at).isoformat(timespec="seconds"),
        "language": "ja" if title.get("ja") else "en",
        "tag": ["compiled"],
        "initiationType": "tender",
        "parties": list(organizations.rows.values()),
        "buyer": buyer,
        "planning": planning_of(document, reference),
        "tender": tender_of(document, buyer, bids, organizations),
        "bids": {"details": bids} if bids else None,
        "awards": awards,
        "contracts": contracts_of(rows, document, awards, organizations),
    }
    release["parties"] = list(organizations.rows.values())
    return {name: value for name, value in release.items() if value}


def document_parties(submission: Submission) -> dict[str, Party]:
    """Return the party of each key that the document uses; its sponsor by its code."""
    keys = {each.key: each.party.same_as or each.party for each in submission.parties.all()}
    return {submission.document["sponsor"]: submission.sponsor} | keys


def title_in_one_text(title: Json) -> str:
    """Return a title in Japanese where there is one, else in English."""
    return str(title.get("ja") or title.get("en") or "")


def planning_of(document: Json, reference: str) -> Json:
    """Return the project and the expected public money."""
    return {
        "project": {"id": reference, "title": title_in_one_text(document["title"])},
        "budget": {"amount": yen_value(document["value_yen"])},
    }


def tender_of(document: Json, buyer: Json | None, bids: list[Json], organizations: Organizations) -> Json:
    """Return the tender: how the partner is selected."""
    selection = document["selection"]
    tenderers = {each["id"]: each for bid in bids for each in bid["tenderers"]}
    tender: Json = {
        "id": document["reference"],
        "title": title_in_one_text(document["title"]),
        "status": "complete" if selection.get("awarded_on") else "active",
        "procuringEntity": buyer,
        "value": yen_value(document["value_yen"]),
        "procurementMethod": METHODS.get(selection["method"]),
        "procurementMethodDetails": selection["method"],
        "mainProcurementCategory": OBJECTS.get(selection["object"]),
        "additionalProcurementCategories": [selection["object"]],
        "tenderPeriod": ocds_period(selection.get("opened_on"), selection.get("closed_on")),
        "contractPeriod": lasting_period(document),
        "numberOfTenderers": len(tenderers) or None,
        "tenderers": list(tenderers.values()),
    }
    for each in tenderers:
        row = organizations.rows[each]
        row["roles"] = [*dict.fromkeys([*row["roles"], "tenderer"])]
    return {name: value for name, value in tender.items() if value}


def bids_of(rows: dict[str, list[Json]], organizations: Organizations) -> list[Json]:
    """Return the bids of this selection, without those of other calls."""
    found = []
    for number, row in enumerate((each for each in rows["bid"] if not each.get("call")), start=1):
        bid: Json = {
            "id": str(number),
            "date": midnight_of_day(row.get("on")),
            "status": row.get("status"),
            "tenderers": organizations.refer_to_all([row["company"], *(row.get("members") or ())], "tenderer"),
            "value": yen_value(row.get("amount_yen")),
            "subcontracting": subcontracting_of(rows, row["company"], organizations),
        }
        found.append({name: value for name, value in bid.items() if value})
    return [each for each in found if each.get("tenderers")]


def subcontracting_of(rows: dict[str, list[Json]], company: str, organizations: Organizations) -> Json | None:
    """Return the subcontracts that a bidder named; None if there are none."""
    named = [each for each in rows["subcontract"] if each["contractor"] == company and each.get("named_in_bids")]
    subcontracts = [
        {"id": str(number), "subcontractor": organizations.refer(each["company"], "subcontractor")}
        for number, each in enumerate(named, start=1)
    ]
    if not subcontracts:
        return None
    share = named[0].get("share_bp") if len(named) == 1 else None
    bounds = {"minimumPercentage": share / 10_000, "maximumPercentage": share / 10_000} if share else {}
    return {"subcontracts": subcontracts, **bounds}


def release_awards(rows: dict[str, list[Json]], document: Json, organizations: Organizations) -> list[Json]:
    """Return the awards on the day of this selection. Other awards were made to its companies elsewhere."""
    day = document["selection"].get("awarded_on")
    found = []
    for number, row in enumerate((each for each in rows["award"] if day and each.get("on") == day), start=1):
        award: Json = {
            "id": str(number),
            "title": row.get("subject"),
            "status": "active",
            "date": midnight_of_day(day),
            "suppliers": organizations.refer_to_all([row["company"]], "supplier"),
            "value": yen_value(row.get("amount_yen")),
        }
        found.append({name: value for name, value in award.items() if value})
    return found


def contracts_of(
    rows: dict[str, list[Json]], document: Json, awards: list[Json], organizations: Organizations
) -> list[Json]:
    """Return one contract with the known terms: lenders, investors, and who bears which risk; empty without any."""
    finance = [
        {"id": str(number), "assetClass": [word], "financingParty": organizations.refer(each["company"])}
        for number, (each, word) in enumerate(financing_parties(document), start=1)
    ]
    risks = [
        {"id": str(number), "category": RISKS.get(str(each.get("risk")), "other"), "allocation": ALLOCATION.get(by)}
        for number, each in enumerate(rows["clause"], start=1)
        if (by := each.get("allocated_to"))
    ]
    if not (finance or risks):
        return []
    contract: Json = {
        "id": "1",
        "awardID": awards[0]["id"] if awards else None,
        "status": "active" if awards else "pending",
        "period": lasting_period(document),
        "finance": finance,
        "riskAllocation": risks,
    }
    return [{name: value for name, value in contract.items() if value}]


def financing_parties(document: Json) -> Iterator[tuple[Json, str]]:
    """Yield the participants that provide money, with their OCDS class."""
    words = {"lender": "debt", "equity_investor": "equity"}
    for each in document["participants"]:
        if word := words.get(each["role"]):
            yield each, word


def yen_value(amount: Any) -> Json | None:  # Any: a whole number or nothing
    """Return an amount in yen; None if there is none."""
    return None if amount is None else {"amount": amount, "currency": "JPY"}


def lasting_period(document: Json) -> Json | None:
    """Return the period of the partnership."""
    given = document.get("period") or {}
    return ocds_period(given.get("from"), given.get("until"))


def ocds_period(start: str | None, end: str | None) -> Json | None:
    """Return a period in dates and times, as OCDS writes them; None if neither end is known."""
    found = {"startDate": midnight_of_day(start), "endDate": midnight_of_day(end)}
    return {name: value for name, value in found.items() if value} or None


def midnight_of_day(day: str | None) -> str | None:
    """Return a day as date and time in Japan; None if there is none."""
    return f"{day}T00:00:00+09:00" if day else None
