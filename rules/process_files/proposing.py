"""From a stored process to the document of a partnership, with the earlier awards of its buyer that are stored too."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from institutions.formats.ocds.reading.conversion import ReleaseOrigin
from institutions.kinds.words import DOMAINS
from institutions.models import GovernmentBody
from rules.models import StoredProcess
from rules.process_files.options import rule_settings
from rules.process_files.troubles import ProposalRefusedError, ProposalWithoutDomain
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.process_document import process_document
from rules.processes.collusion.proposal import ProcessProposal, ProposalOptions, ProposedProcess
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess

MOST_EARLIER: Final = 1_000  # other processes of the same file that are read for earlier awards


def proposed(process: StoredProcess, body: GovernmentBody, given: Mapping[str, str]) -> ProposedProcess:
    """Return the document of a process, stated by a body. ProposalRefusedError without a domain.

    `given`: domain, and where they differ from those of the body, sponsor and day of the proposal.
    """
    file = process.file
    settings = rule_settings(file) or RuleSettings(as_of=file.options["as_of"])
    domain = given.get("domain") or settings.domain or ""
    if domain not in DOMAINS:
        raise ProposalRefusedError(ProposalWithoutDomain(choice=", ".join(DOMAINS)))
    history = BuyerHistory()
    others = list(published(others_of(process)))
    own = published_process(process)
    for each in (own, *others):
        history.observe(each.ocid, process_document(each, settings))
    history.settle()
    stated = ProposalOptions(
        submitted_by=body.code or "",
        sponsor=given.get("sponsor") or body.code or "",
        domain=domain,
        proposed_on=given.get("proposed_on") or None,
    )
    return ProcessProposal(settings, stated, history).of(own, others)


def others_of(process: StoredProcess) -> Iterable[StoredProcess]:
    """Return the other processes of the file that last answered this one: those that were its history."""
    rows = StoredProcess.objects.filter(file=process.file_id).exclude(pk=process.pk)
    return rows.only("ocid", "release", "releases", "origin").order_by("ocid")[:MOST_EARLIER]


def published(rows: Iterable[StoredProcess]) -> Iterator[PublishedProcess]:
    """Yield stored processes as they were published."""
    return map(published_process, rows)


def published_process(row: StoredProcess) -> PublishedProcess:
    """Return a stored process as it was published."""
    origin = ReleaseOrigin(publisher=row.origin.get("publisher"), uri=row.origin.get("uri"))
    return PublishedProcess(row.ocid, row.release, origin, row.known_releases)
