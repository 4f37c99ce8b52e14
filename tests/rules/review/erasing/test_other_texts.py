"""An erasure reaches the free text of others, of files and of failures; what has to stay there is listed before."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from institutions.audit.record import COMMAND, record_writes
from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    Collection,
    Company,
    GovernmentBody,
    Import,
    ImportedRecord,
    ImportState,
    Partnership,
    PublishedReleases,
    Role,
    Source,
    table_of,
)
from rules.assessing.failure_troubles import ProgramFailed
from rules.assessing.failures import error_columns
from rules.assessing.request import request_assessment
from rules.assessing.waiting import finish_here
from rules.models import (
    Assessment,
    Commission,
    CommissionMember,
    ReorganisationDraft,
    ReorganisationRevision,
    ReorganisationState,
    RulebookDraft,
    RulebookTrial,
    RulebookVersion,
    Screening,
    ScreeningState,
    Sitting,
    SittingFile,
    State,
    TrialState,
    Trigger,
)
from rules.review.casework.act_table import Act
from rules.review.erasing.other_texts import text_tables
from tests.rules.review.casework.building import do, officer, registered
from tests.rules.review.erasing.erased_case import everything, named, sato
from tests.rules.review.erasing.seeing import erase_seen
from tests.rules.review.erasing.test_remaining import after_retention, document, latin_surname, over, reasons

__all__ = ["after_retention", "over"]
pytestmark = pytest.mark.usefixtures("no_broker")


def failed_assessment(partnership: Partnership, error: str) -> None:
    """Store an assessment that failed with an error of the program."""
    submission = Assessment.objects.filter(partnership=partnership).latest("requested_at").submission
    failed = request_assessment(submission, Trigger.ON_DEMAND)
    said = error_columns(ProgramFailed(name="RuntimeError", text=error))
    Assessment.objects.filter(pk=failed.pk).update(state=State.ERROR, finished_at=timezone.now(), **said)


def failed_import(body: GovernmentBody, name: str) -> Import:
    """Return an import that failed, of a file that names somebody."""
    file_name = f"{name} {'x' * (190 - len(name))}.csv"
    error = f"The file {file_name} cannot be read."
    job = Import.objects.create(
        body=body, format="companies", file_name=file_name, size=1, sha256="0" * 64, state=ImportState.FAILED,
        options={"collection": f"Papers of {name}"}, error=error, notes=[{"message": error}],
        finished_at=timezone.now(),
    )  # fmt: skip
    record_writes(actor=COMMAND, verb="import_requested", what=f"import:{job.pk}")
    return job


def test_free_text_of_others_loses_the_name_and_never_brings_it_back(
    meti: GovernmentBody, digital_agency: GovernmentBody, administrator: Account, after_retention: None
) -> None:
    found = document()
    name = next(each for each in named(found) if each.isascii())
    company = found["companies"][0]
    company["address"] = f"c/o {name}, Tokyo"
    contact = {"kind": "contact_details", "company": company["key"], "document_author": name, "agent": f"With {name}"}
    found["statements"].append(contact)
    submitter = officer(meti)
    partnership = registered(found, submitter)
    do(partnership, Act.WITHDRAW, submitter, reason="The partner asked for more time.")
    failed_assessment(partnership, f"{name} is there twice")
    file = failed_import(meti, name)
    PublishedReleases.objects.create(partnership=partnership, releases=[{"ocid": "a", "parties": [{"name": name}]}])

    erase_seen(sato(), reason="Asked for.", account=administrator)

    assert not [each for each in named(found) if each in everything()]
    assert verify_audit().troubles == ()
    file.refresh_from_db()
    assert file.file_name.startswith("Erased person")
    assert len(file.file_name) == 200, "a placeholder is longer than the name, and the column takes no more"
    submission = Assessment.objects.filter(partnership=partnership, state=State.DONE).latest("requested_at").submission
    again = finish_here(request_assessment(submission, Trigger.ON_DEMAND))
    assert again.snapshot is not None
    assert name not in again.snapshot.content


def test_failed_jobs_and_names_of_lists_lose_the_name(
    over: Partnership, meti: GovernmentBody, administrator: Account, after_retention: None
) -> None:
    name = next(each for each in named(document()) if each.isascii())
    said = ProgramFailed(name="RuntimeError", text=f"{name} is there twice").stored()
    Screening.objects.create(rulebook="0" * 64, seed="0", one_in=1_000, state=ScreeningState.ERROR, error=name)
    draft = RulebookDraft.objects.create(
        name="Trial", base=RulebookVersion.objects.earliest("pk"), account=administrator
    )
    RulebookTrial.objects.create(
        draft=draft, account=administrator, revision=0, seed="0", state=TrialState.ERROR, error_said=said
    )
    record_writes(actor=COMMAND, verb="rulebook_draft_begun", what=f"rulebook_draft:{draft.pk}")
    RulebookDraft.objects.create(name=f"As {name} wrote", base=draft.base, account=administrator)
    seat = Commission.objects.create(body=meti, name=f"Commission of {name}", account=administrator)
    sitting = Sitting.objects.create(
        commission=seat,
        account=administrator,
        from_on=date(2024, 4, 1),
        until_on=date(2024, 5, 1),
        size=6,
        error_said=[said],
    )
    SittingFile.objects.create(sitting=sitting, name=f"{name}.csv", form="contract_list", sha256="0" * 64)
    record_writes(actor=COMMAND, verb="sitting_begun", what=f"sitting:{sitting.pk}")

    erase_seen(sato(), reason="Asked for.", account=administrator)

    assert not [each for each in named(document()) if each in everything()]
    assert verify_audit().troubles == ()


def test_documents_under_retention_keep_the_free_text_of_their_statements(
    meti: GovernmentBody, digital_agency: GovernmentBody, administrator: Account
) -> None:
    found = document()
    name = next(each for each in named(found) if each.isascii())
    found["statements"].append({"kind": "contact_details", "company": "hikari", "document_author": name})
    submitter = officer(meti)
    do(registered(found, submitter), Act.WITHDRAW, submitter, reason="The partner asked for more time.")
    erase_seen(sato(), reason="Asked for.", account=administrator)
    text = everything()
    assert f"'{name}'" in text, "the author of a document stays with the document"
    contacts: Any = table_of("contact_details").objects  # Any: tables are made at run time
    contacts.update(document_author="Somebody", agent="", superseded_at=None)
    retained = frozenset(Partnership.objects.values_list("pk", flat=True))

    def read() -> int:
        return sum(
            each.rows.filter(document_author="Somebody").count()
            for each in text_tables(retained)
            if each.rows.model is contacts.model
        )

    assert read() == 0
    contacts.update(partnership=None, submission=None, source=Source.objects.earliest("pk"))
    assert read() == 1, "what an import states belongs to no document under retention"


def test_what_later_files_are_recognised_by_stays_and_is_listed(
    over: Partnership, meti: GovernmentBody, after_retention: None
) -> None:
    surname = latin_surname()
    collection = Collection.objects.create(body=meti, format="companies", publisher=f"Papers of {surname}")
    record = {"record": f"holding of {surname}", "sha256": "0" * 64, "kinds": [], "recorded_at": timezone.now()}
    ImportedRecord.objects.create(job=failed_import(meti, "nobody"), collection=collection, **record)
    Company.objects.update(address=f"{surname} Building, Tokyo")
    said = {"reference": "R-1", "note": f"as {surname} asked"}
    planner = Account.objects.create_user("planner", role=Role.PLANNER, body=meti)
    draft = ReorganisationDraft.objects.create(reference="R-1", account=planner, state=ReorganisationState.REFUSED)
    ReorganisationRevision.objects.create(draft=draft, number=1, document=said, sha256="0" * 64, account=planner)
    seat = Commission.objects.create(body=meti, name="A commission", account=planner)
    CommissionMember.objects.create(
        commission=seat, account=planner, name=f"{surname} (fictional)", occupation="lawyer"
    )
    found = reasons(sato())
    assert found["remaining.member"] == ["rules_commissionmember"]
    assert found["remaining.reorganisation"] == ["rules_reorganisationrevision"]
    assert found["remaining.key_of_files"] == ["institutions_importedrecord", "institutions_collection"]
    assert "institutions_party" in found["remaining.text"]
