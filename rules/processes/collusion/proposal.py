"""A published process as the document of a partnership: everything that the screening rested on, for `register`.

The document has the bids, awards and prices of the process with their source, and the earlier awards of its buyer in
the files as awards of the sponsor. What only a proposal states comes from whoever proposes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded, gettext_noop
from institutions.drafts.errors import FieldError
from institutions.formats.ocds.reading.conversion import convert_release
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.values.quoting import shown_in_message
from rules.facts.gathering.history import HistoryRequest
from rules.facts.gathering.statements import GatheredStatement
from rules.processes.collusion.buyer_history import BuyerHistory, company_elsewhere
from rules.processes.collusion.process_document import ProcessDocument, process_document
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess
from rules.processes.source import ProcessSource

Json = dict[str, Any]  # Any: a document, as the check reads it
OF_ORDER: Final = frozenset({"kind", "source", "body", "domain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalOptions:
    """The part of a document that no publication states. `proposed_on`: None for the day of the process."""

    submitted_by: str
    sponsor: str
    domain: str
    proposed_on: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedProcess:
    """The document, complete where there are no errors; and the ocids of the processes whose awards are in it."""

    document: Json
    errors: tuple[FieldError, ...]
    earlier: tuple[str, ...]


class ProcessProposal:
    """The step from a process to a document, in two readings of the files: its own, then the earlier processes."""

    def __init__(self, settings: RuleSettings, stated: ProposalOptions, history: BuyerHistory) -> None:
        self._settings = settings
        self._stated = stated
        self._history = history

    def of(self, process: PublishedProcess, others: Iterable[PublishedProcess]) -> ProposedProcess:
        """Return the document of a process. `others` are all processes of the files."""
        read = process_document(process, self._settings)
        stated, settings = self._stated, self._settings
        options = OcdsOptions(
            submitted_by=stated.submitted_by,
            sponsor=stated.sponsor,
            domain=stated.domain,
            proposed_on=stated.proposed_on or read.day or settings.as_of,
            method=settings.method,
            object=settings.object,
            yen_per_unit=settings.yen_per_unit,
            publisher=read.publisher,
            reserve_from=settings.reserve_from,
            named_by_id=True,
        )
        converted = convert_release(process.release, options, process.origin)
        document = converted.document
        awards, complete = self._earlier_awards(process.ocid, read, options.proposed_on)
        ocids = tuple(sorted({each.lineage.rpartition("/")[0] for each in awards}))
        self._add_history(document, awards, [each for each in others if each.ocid in ocids])
        if complete:
            document["statements"].append({"kind": "history_known", "body": stated.sponsor})
        return ProposedProcess(document, converted.errors, ocids)

    def _earlier_awards(self, ocid: str, read: ProcessDocument, day: str) -> tuple[list[GatheredStatement], bool]:
        selection, companies = read.document["selection"], read.document["companies"]
        asked = HistoryRequest(
            domain=self._settings.domain or "",
            procured=selection.get("object", ""),
            parties=frozenset(each["key"] for each in companies),
            before=day,
            proposed_on=day,
        )
        awards, cut = self._history.before(ocid, read.document["sponsor"], asked)
        return awards, bool(read.buyer) and read.publisher.every_award and not cut

    def _add_history(
        self, document: Json, awards: Sequence[GatheredStatement], earlier: Iterable[PublishedProcess]
    ) -> None:
        described = {each["key"] for each in document["companies"]}
        documents = {each.ocid: process_document(each, self._settings).document for each in earlier}
        wanted = {str(each.values["company"]) for each in awards}
        for ocid, found in documents.items():
            [source] = found["sources"]
            document["sources"].append({**source, "key": ocid})
            for company in found["companies"]:
                key = company_elsewhere(ocid, company["key"])
                if key in wanted - described:
                    document["companies"].append({**company, "key": key})
                    described.add(key)
        for each in awards:
            values = {name: value for name, value in each.values.items() if name not in OF_ORDER and value is not None}
            ours = {"kind": "award", "body": self._stated.sponsor, "domain": self._stated.domain}
            document["statements"].append({**values, **ours, "source": each.lineage.rpartition("/")[0]})


@coded("process.not_there", gettext_noop("The files have no process %(ocid)s. Check the ocid; it is case-sensitive."))
class NoSuchProcess(Coded):
    """An ocid that is in none of the files."""

    ocid: str


class NoSuchProcessError(CodedError):
    """A process that is asked for and is in none of the files."""


def proposal_from(source: ProcessSource, ocid: str, settings: RuleSettings, stated: ProposalOptions) -> ProposedProcess:
    """Return the document of a process of files. NoSuchProcessError if they do not have it."""
    history, found = BuyerHistory(), None
    for item in source:
        if item.process is not None:
            history.observe(item.process.ocid, process_document(item.process, settings))
            found = item.process if item.process.ocid == ocid else found
    history.settle()
    if found is None:
        raise NoSuchProcessError(NoSuchProcess(ocid=shown_in_message(ocid)))
    others = (item.process for item in source if item.process is not None)
    return ProcessProposal(settings, stated, history).of(found, others)
