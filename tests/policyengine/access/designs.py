"""Drafts of rulebooks and of reorganisations with what became of them, and a screening, for the table of access.

A column's own default would be the clock's, also where a test stops it, so each moment is given.
"""

from typing import Any

from django.utils import timezone

from institutions.models import Account
from rules.models import (
    ReorganisationDraft,
    RulebookAdoption,
    RulebookDraft,
    RulebookTrial,
    Screening,
    ScreeningState,
    TrialState,
)
from rules.planning.drafting import begin_reorganisation, check_reorganisation
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.drafting import begin_draft, save_file
from rules.workshop.files import files_of


def screening() -> str:
    """Return a screening of the register."""
    of_record = {"rulebook": "0", "seed": "0", "one_in": 1, "requested_at": timezone.now()}
    return str(Screening.objects.create(**of_record, state=ScreeningState.DONE).pk)


def rulebook_draft(editor: Account) -> RulebookDraft:
    """Return a draft of the rulebook that the editor has begun."""
    made = begin_draft(editor, f"Wider duties {RulebookDraft.objects.count()}")
    RulebookDraft.objects.filter(pk=made.pk).update(begun_at=timezone.now())
    return made


def rulebook_adoption(editor: Account) -> str:
    """Return a proposal of the editor, of a draft that changes a law's note."""
    draft = rulebook_draft(editor)
    save_file(draft.pk, "laws.yaml", files_of(draft)["laws.yaml"] + "# read\n", seen=0, account=editor)
    made = propose_adoption(draft.pk, editor, reason="The board decided so.", applies_from="")
    RulebookAdoption.objects.filter(pk=made.pk).update(proposed_at=timezone.now())
    return str(made.pk)


def rulebook_trial(editor: Account) -> str:
    """Return a trial of a draft that found nothing."""
    draft = rulebook_draft(editor)
    of_draft = {"draft": draft, "account": editor, "revision": 0, "base": draft.base_id}
    moments = {"requested_at": timezone.now(), "seed": "0", "state": TrialState.DONE}
    return str(RulebookTrial.objects.create(**of_draft, **moments).pk)


def reorganisation_document(reference: str = "NEW-1") -> dict[str, Any]:
    """Return a draft of a reorganisation: a body is founded under another."""
    found = {"act": "found", "key": "esa", "code": "ESA", "name": {"en": "Agency"}, "kind": "external_bureau"}
    basis = {
        "law": "Act on the Agency (fictional), art. 2",
        "note": "as promulgated",
    }  # else nobody may ask to enact it
    acts = [{**found, "parent": "METI"}]
    return {"reference": reference, "title": {"en": "Agency"}, "on": "2027-04-01", "basis": basis, "acts": acts}


def reorganisation(planner: Account) -> ReorganisationDraft:
    """Return a draft of the planner."""
    checked = check_reorganisation(reorganisation_document(f"R-{ReorganisationDraft.objects.count()}"))
    made, _new = begin_reorganisation(planner, checked)
    now = timezone.now()
    ReorganisationDraft.objects.filter(pk=made.pk).update(begun_at=now, changed_at=now)
    return made
