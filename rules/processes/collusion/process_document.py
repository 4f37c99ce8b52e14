"""A published process as a document, read as an import reads it; what only a proposal would state stays out."""

from dataclasses import dataclass
from typing import Any, Final

from institutions.drafts.errors import FieldError
from institutions.formats.ocds.publishers import PublishedBuyer, PublisherProfile
from institutions.formats.ocds.reading.conversion import convert_release
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import TenderersAsPartners
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.parties import name_by_script
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.formats.ocds.reading.troubles import (
    NoPartner,
    NoSureWord,
    NotSaid,
    NoValue,
    NoValueInYen,
    SeveralWords,
)
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess, object_in, text_in

Json = dict[str, Any]  # Any: a document, as the check reads it
LEFT_OUT: Final = (NoPartner, NoSureWord, NotSaid, NoValue, NoValueInYen, SeveralWords)  # a proposal needs it
PREFIX: Final = len("ocds-123abc")  # of an ocid: it names the publisher
WITHHELD: Final = "reservePriceWithheld"  # of lists that are no OCDS: the readers of those lists write it
UNNAMED: Final = PublishedBuyer("buyer", {"en": "Buyer (not published)", "ja": "実施機関（公表なし）"})


@dataclass(frozen=True, slots=True)
class ProcessDocument:
    """A process as a document. `buyer`: None if none is published.

    `day`: when the bids closed, else of the award, else of the latest bid, else of the release; None if none is known.
    `bidders`: their published number. `withheld`: why the reserve price is not published, in the words of the body.
    `awarded`: a supplier is known, so that its partners are not all who bid.
    `unreadable`: values of the wrong type. What depends on them is not known.
    """

    document: Json
    publisher: PublisherProfile
    buyer: PublishedBuyer | None
    day: str | None
    bidders: int | None
    withheld: str | None
    awarded: bool
    unreadable: tuple[FieldError, ...]


def process_document(process: PublishedProcess, settings: RuleSettings) -> ProcessDocument:
    """Read a process as a document, by its publisher's profile and the settings."""
    publisher = settings.profile_of(process.ocid)
    buyer = buyer_of(process) or publisher.buyer
    body = body_key(process.ocid, buyer)
    options = OcdsOptions(
        submitted_by=body,
        sponsor=body,
        domain=settings.domain,
        proposed_on="",
        method=settings.method,
        object=settings.object,
        yen_per_unit=settings.yen_per_unit,
        publisher=publisher,
        reserve_from=settings.reserve_from,
        named_by_id=True,
    )
    converted = convert_release(process.release, options, process.origin)
    unreadable = tuple(each for each in converted.errors if not isinstance(each.said, LEFT_OUT))
    document = known_values(converted.document)
    document["selection"] = known_values(document["selection"])
    day = day_of(document, process)
    del document["proposed_on"]
    if day is not None:
        document["proposed_on"] = day
    else:
        without_undated_tax(document, publisher)
    guessed = any(isinstance(each.said, TenderersAsPartners) for each in converted.notes)
    withheld = reason_withheld(process)
    return ProcessDocument(
        document, publisher, buyer, day, bidders_of(process), withheld, awarded=not guessed, unreadable=unreadable
    )


def bidders_of(process: PublishedProcess) -> int | None:
    """Return the number of bidders as it is published; None if it is not given, or no number of any."""
    given = process.tender.get("numberOfTenderers")
    return given if isinstance(given, int) and not isinstance(given, bool) and given > 0 else None


def reason_withheld(process: PublishedProcess) -> str | None:
    """Return why the body says that it withholds the reserve price; None if it says nothing of the kind."""
    given = object_in(process.tender, WITHHELD)
    return text_in(given, "text") or text_in(given, "reason")


def buyer_of(process: PublishedProcess) -> PublishedBuyer | None:
    """Return the buyer of a process, else its procuring entity; None if neither has an id or a name."""
    for given in (object_in(process.release, "buyer"), object_in(process.tender, "procuringEntity")):
        name = text_in(given, "name")
        if key := text_in(given, "id") or name:
            return PublishedBuyer(key, name_by_script(name or key))
    return None


def buyer_key(process: PublishedProcess, settings: RuleSettings) -> str:
    """Return the key of the buyer of a process, as its document has it; empty if none is published."""
    buyer = buyer_of(process) or settings.profile_of(process.ocid).buyer
    return body_key(process.ocid, buyer) if buyer else ""


def body_key(ocid: str, buyer: PublishedBuyer | None) -> str:
    """Return the key of a buyer in facts: a publisher's ids mean something among its own processes alone."""
    return f"{ocid[:PREFIX]}/{buyer.id}" if buyer else f"{ocid}/{UNNAMED.id}"


def known_values(given: Json) -> Json:
    """Return what is stated."""
    return {name: value for name, value in given.items() if value is not None}


def day_of(document: Json, process: PublishedProcess) -> str | None:
    """Return the day by which the process is judged; None if no day is known."""
    selection, statements = document["selection"], document["statements"]
    days = {
        kind: max((each.get("on", "") for each in statements if each["kind"] == kind), default="") for kind in DATED
    }
    released = ReleaseNode({"date": text_in(process.release, "date")}, "", ReadingReport()).day("date")
    return selection.get("closed_on") or selection.get("awarded_on") or days["award"] or days["bid"] or released


DATED: Final = ("award", "bid")


def without_undated_tax(document: Json, publisher: PublisherProfile) -> None:
    """Leave out a reserve price that bids can be compared with only at the tax rate of a day that is not known."""
    if publisher.tax.get("reserve_price") != publisher.tax.get("bids"):
        document["selection"].pop("reserve_price_yen", None)
