"""A file of published processes of the body, and a process of it as far as a row of the table needs them."""

from datetime import UTC, datetime

from institutions.models import Account, GovernmentBody
from rules.models import ProcessComparison, ProcessFile, ProcessFileState, StoredProcess

MOMENT = datetime(2026, 6, 15, 3, tzinfo=UTC)
RELEASE = {"ocid": "ocds-own001-1", "tender": {"title": "OWN-PROCESS"}, "awards": []}


def sent_file(body: GovernmentBody, account: Account, state: str = ProcessFileState.QUEUED) -> ProcessFile:
    """Return a file that waits. Stored directly: nothing is read."""
    options = {"as_of": "2026-06-15"}
    of_file = {"name": "OWN-FILE.jsonl", "form": "ocds", "options": options, "sha256": "0" * 64, "state": state}
    compared = ProcessComparison.objects.get_or_create(body=body, form="ocds", key="0" * 64)[0]
    return ProcessFile.objects.create(body=body, account=account, comparison=compared, requested_at=MOMENT, **of_file)


def screened_process(body: GovernmentBody, account: Account) -> StoredProcess:
    """Return a process without a finding. Stored directly, as above."""
    facts = {
        "id": "ocds-own001-1", "day": None, "title": "OWN-PROCESS", "supplier": "", "person": False,
        "amount_yen": None, "method": None, "bidders": None, "withheld": None,
    }  # fmt: skip
    answer = {
        "ocid": "ocds-own001-1",
        "profile": "ours",
        "outcomes": {"COL-08": "clear"},
        "findings": [],
        "reasons": {},
    }
    return StoredProcess.objects.create(
        body=body,
        file=sent_file(body, account, ProcessFileState.DONE),
        ocid="ocds-own001-1",
        line=1,
        facts=facts,
        release=RELEASE,
        answer=answer,
        rulebook="0" * 64,
        screened_at=MOMENT,
    )
