"""From a stored process to the document of a partnership, with the earlier awards of its buyer that are stored too."""

from collections.abc import Mapping
from typing import Final

from institutions.kinds.words import DOMAINS
from institutions.models import GovernmentBody
from rules.models import StoredProcess
from rules.process_files.compared import published_process
from rules.process_files.options import rule_settings
from rules.process_files.troubles import ProposalRefusedError, ProposalWithoutDomain
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.process_document import process_document
from rules.processes.collusion.proposal import ProcessProposal, ProposalOptions, ProposedProcess
from rules.processes.collusion.settings import RuleSettings

MOST_EARLIER: Final = 1_000  # other processes of the same buyer that are read for earlier awards


def proposed(process: StoredProcess, body: GovernmentBody, given: Mapping[str, str]) -> ProposedProcess:
    """Return the document of a process, stated by a body. ProposalRefusedError without a domain.

    `given`: domain, and where they differ from those of the body, sponsor and day of the proposal.
    """
    file, compared = process.file, process.file.comparison
    day = max(compared.as_of, file.options["as_of"])
    settings = rule_settings(file.form, file.options, day) or RuleSettings(as_of=day)
    domain = given.get("domain") or settings.domain or ""
    if domain not in DOMAINS:
        raise ProposalRefusedError(ProposalWithoutDomain(choice=", ".join(DOMAINS)))
    rows = others_of(process)
    history = BuyerHistory(whole=len(rows) <= MOST_EARLIER)
    others = list(map(published_process, rows[:MOST_EARLIER]))
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


def others_of(process: StoredProcess) -> list[StoredProcess]:
    """Return the other processes of its buyer that it is compared with: those that were its history, the latest first.

    There is one more than is read, where there are more.
    """
    if not process.buyer:
        return []
    rows = StoredProcess.objects.filter(body=process.body_id, buyer=process.buyer).exclude(pk=process.pk)
    rows = rows.filter(file__comparison=process.file.comparison_id).order_by("-awarded_on", "ocid")
    return list(rows.only("ocid", "release", "releases", "origin")[: MOST_EARLIER + 1])
