"""The way of a new officer: a fictional proposal, page by page through the form, to its first findings."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutions.models import Account, FormDraft
from rules.models import CaseSummary
from rules.web.pages.first_case.guide import NOTHING, Guide, GuideStep, demonstration_for

Json = Mapping[str, Any]  # Any: the document of a draft


def officer_guide(account: Account) -> Guide:
    """Return the steps, as far as the newest draft or the first registered proposal of the account has come."""
    if not demonstration_for(account).exists():
        return NOTHING
    submission = account.submissions.select_related("partnership").order_by("received_at").first()
    draft = None if submission else account.drafts.first()
    document: Json = draft.document if draft else {}
    registered = submission is not None
    result = reverse("partnership", args=[submission.partnership_id]) if submission else ""
    assessed = False
    if submission:
        assessed = CaseSummary.objects.filter(pk=submission.partnership_id, assessed=True).exists()
    selection = document.get("selection") or {}

    def page(name: str) -> str:
        return reverse("propose-step", args=[draft.pk, name]) if draft else ""

    return Guide(
        (
            GuideStep(
                _("Start a proposal"),
                _("Press “Start a proposal”. Everything is saved while you write, and nothing is registered yet."),
                reverse("propose") if not registered else "",
                registered or draft is not None,
            ),
            GuideStep(
                _("The proposal"),
                _("Reference: PRACTICE-1. Title: Practice: magnet recycling (fictional). Domain: magnets. Expected "
                  "public money: 300 million."),
                page("proposal"),
                registered or all(document.get(each) for each in ("reference", "title", "domain", "value_yen")),
            ),
            GuideStep(
                _("The partners"),
                _("Type Hikari and choose Hikari Magnetics Co., Ltd. (fictional) from the list, as lead partner."),
                page("partners"),
                registered or bool(document.get("participants")),
            ),
            GuideStep(
                _("Who decides"),
                _("Type Sato Haruka (fictional), as decision maker. A name that the register does not know is added."),
                page("officials"),
                registered or bool(document.get("officials")),
            ),
            GuideStep(
                _("How the partner is chosen"),
                _("Method: negotiated contract. Object: research. Leave the legal ground open and see what the "
                  "rulebook says beside the form."),
                page("selection"),
                registered or bool(selection.get("method") and selection.get("object")),
            ),
            GuideStep(
                _("Ties of the people"),
                _("Say yes to shares: Sato Haruka (fictional) holds six percent of Hikari Magnetics. Answer the "
                  "others with no or don't know."),
                page("people"),
                registered or answered(draft),
            ),
            GuideStep(
                _("Check and submit"),
                _("Read your answers once more, then press “Submit the proposal”."),
                reverse("propose-check", args=[draft.pk]) if draft else "",
                registered,
            ),
            GuideStep(
                _("Read the result"),
                _("After some seconds the page of the partnership shows its findings. Open one: it shows its evidence, "
                  "the law, and what would clear it."),
                result,
                assessed,
            ),
        ),
        submission.partnership if submission else None,
    )  # fmt: skip


def answered(draft: FormDraft | None) -> bool:
    """Return whether a question was answered, with a statement or without one."""
    return draft is not None and bool(draft.answers or draft.document.get("statements"))
