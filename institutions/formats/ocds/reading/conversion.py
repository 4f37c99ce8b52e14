"""One release as a submission document, with its errors and its notes."""

from dataclasses import dataclass
from typing import Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.objects import MAX_REFERENCE, MAX_TITLE
from institutions.drafts.values import value_trouble
from institutions.formats.ocds.reading.awards import read_awards
from institutions.formats.ocds.reading.bids import read_bids, read_subcontracts
from institutions.formats.ocds.reading.case import SOURCE, ReleaseCase
from institutions.formats.ocds.reading.contract_terms import read_terms
from institutions.formats.ocds.reading.contract_value import reserve_fields, value_fields
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import BuyerNotSponsor, OtherLanguage
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.ownership import read_ownership
from institutions.formats.ocds.reading.participants import read_participants
from institutions.formats.ocds.reading.parties import Parties, name_by_script
from institutions.formats.ocds.reading.periods import partnership_period, tender_days
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.formats.ocds.reading.troubles import NoOcid
from institutions.formats.ocds.reading.unread_fields import note_unread_fields
from institutions.formats.ocds.reading.wording import METHODS, OBJECTS, word_for
from institutions.kinds.parties import SOURCES

LANGUAGES: Final = ("en", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrigin:
    """The publisher and address of the release, as its package gives them."""

    publisher: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class ConvertedRelease:
    """A document, complete only where there are no errors; even then it has its reference if that can be read."""

    document: dict[str, Any]  # Any: what the check reads
    errors: tuple[FieldError, ...]
    notes: tuple[FieldError, ...]


def convert_release(
    content: dict[str, Any], options: OcdsOptions, origin: ReleaseOrigin
) -> ConvertedRelease:  # Any: a release, not checked
    """Turn a compiled release, or the only release of a process, into a document."""
    report = ReadingReport()
    release = ReleaseNode(content, "", report)
    tender, publisher = release.node("tender"), options.publisher
    reference = release.text("ocid", MAX_REFERENCE)
    if reference is None:
        report.refuse("/ocid", NoOcid())
    case = ReleaseCase(
        release=release,
        options=options,
        parties=Parties(release, named_by_id=options.named_by_id),
        selection={
            "method": word_for(
                tender, "procurementMethod", METHODS, options.method or publisher.method, options.called("method")
            ),
            "object": word_for(
                tender, "mainProcurementCategory", OBJECTS, options.object or publisher.object, options.called("object")
            ),
            **tender_days(tender),
        },
    )
    case.selection |= reserve_fields(case)
    read_bids(case)
    suppliers = read_awards(case)
    read_ownership(case)
    read_participants(case, suppliers)
    read_subcontracts(case, set(suppliers))
    read_terms(case)
    document = {
        "reference": reference,
        "revision": options.revision,
        "submitted_by": options.submitted_by,
        "title": name_by_script(release_title(release) or reference or ""),
        "sponsor": options.sponsor,
        **({"co_sponsors": list(options.co_sponsors)} if options.co_sponsors else {}),
        **({"tax": options.tax} if options.tax else {}),
        "domain": options.domain,
        **value_fields(case),
        "proposed_on": options.proposed_on,
        **partnership_period(case),
        "selection": case.selection,
        "participants": list(case.participants.values()),
        "companies": list(case.parties.companies.values()),
        "people": list(case.parties.people.values()),
        "statements": case.statements,
        "sources": [release_source(release, origin)],
    }
    note_unread_fields(release)
    note_language(release)
    note_buyer(case)
    case.parties.note_unused(release.node("buyer"), tender.node("procuringEntity"))
    return ConvertedRelease(document, tuple(report.errors.errors), report.notes)


def release_title(release: ReleaseNode) -> str | None:
    """Return the title of the project, of the tender, or of the first award or contract that has one."""
    rows = (
        release.node("planning").node("project"),
        release.node("tender"),
        *release.nodes("awards"),
        *release.nodes("contracts"),
    )
    return next((title for each in rows if (title := each.text("title", MAX_TITLE))), None)


def release_source(release: ReleaseNode, origin: ReleaseOrigin) -> dict[str, str]:
    """Return the release as the source of all its statements. Invalid values are left out."""
    named = release.code("id") or release.code("ocid") or ""
    given = {"publisher": origin.publisher, "url": origin.uri}
    fitting = {k: v for k, v in given.items() if v and value_trouble(SOURCES.by_name[k], v) is None}
    return {"key": SOURCE, "title": f"OCDS {named}"[:MAX_TITLE], **fitting}


def note_language(release: ReleaseNode) -> None:
    """Note a language other than English or Japanese: its texts are stored under one of these."""
    language = release.text("language")
    if language and language.casefold().split("-")[0] not in LANGUAGES:
        release.report.note(release.at("language"), OtherLanguage(language=language))


def note_buyer(case: ReleaseCase) -> None:
    """Note a named buyer: the sponsor comes from the options, since a name alone identifies no body."""
    for row, name in ((case.release, "buyer"), (case.tender, "procuringEntity")):
        if called := row.node(name).text("name"):
            buyer = BuyerNotSponsor(value=outside_value(called), sponsor=case.options.sponsor)
            case.report.note(row.at(name), buyer)
