"""Pages of what a draft's rules on the organisation find otherwise: on one day, and over the known history."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.kinds.mandates import FUNCTIONS
from institutions.models import GovernmentBody
from institutions.parties.organisation.days import FIRST_DAY
from institutions.query.parameters import day_parameter
from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import RulebookDraft
from rules.web.pages.reorganisations.effect_words import PARTS, domain_label, part_label, severity_label
from rules.web.pages.workshop.reader import draft_of, draft_reader
from rules.workshop.organisation_effect import draft_on_day
from rules.workshop.troubles import DraftRefusedError

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Json = Mapping[str, Any]  # Any: plain data
MOST_LISTED: Final = 500  # differences over the history; REST has all


class DraftOnOrganisation(View):
    """The rules of a draft on the organisation of government, tried on one day."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the findings that come, go or change on the day; 422 with the reason where they cannot be found."""
        draft_reader(request)
        draft, on = draft_of(pk), day_parameter(request.GET, "on") or timezone.localdate()
        shown: Context = {"section": "workshop", "draft": draft, "on": on, "first_day": FIRST_DAY.isoformat()}
        try:
            shown |= day_context(draft, on)
        except DraftRefusedError as refused:
            shown["trouble"] = refused.words
        status = 422 if "trouble" in shown else 200
        return render(request, "rules/workshop/organisation.html", shown, status=status)


def day_context(draft: RulebookDraft, on: date) -> Context:
    """Return the findings of a day that differ, in the reader's language. DraftRefusedError as in `draft_on_day`."""
    effect, language = draft_on_day(draft, on), reader_language()
    findings = [{**in_words(each, {}, language), "part": part} for part in PARTS for each in effect[part]]
    statements = [text_in_language(each["statement"], language) for part in PARTS for each in effect[part]]
    told = [{**each, "statement": said} for each, said in zip(findings, statements, strict=True)]
    return {
        "rules": effect["rules"],
        "numbers": effect["numbers"],
        "before": effect["findings"]["before"],
        "after": effect["findings"]["after"],
        "parts": [
            {"label": part_label(part), "findings": [each for each in told if each["part"] == part]} for part in PARTS
        ],
    }


def history_context(summary: Json) -> Context:
    """Return the part of a trial about rules on the organisation, in the reader's language; nothing without it."""
    found = summary.get("organisation")
    if not found:
        return {}
    language = reader_language()
    rows = found["findings"]
    codes = {each["body"] for each in rows[:MOST_LISTED] if each["body"]}
    bodies = GovernmentBody.objects.filter(code__in=codes).values_list("code", "name_en", "name_ja")
    names = {str(code): {"en": en, "ja": ja} for code, en, ja in bodies}
    return {
        "organisation": {
            **found,
            "rows": [
                {**in_words(each, names, language), "part": part_label(each["part"]), "days": each["days"]}
                for each in rows[:MOST_LISTED]
            ],
            "unlisted": max(0, len(rows) - MOST_LISTED),
        }
    }


def in_words(found: Json, names: Mapping[str, Mapping[str, str]], language: Language) -> Context:
    """Return a finding with the names of its body, domain and function."""
    body = found["body"]
    return {
        "code": found["code"],
        "severity": severity_label(found["severity"]),
        "was": severity_label(found["was"]) if found.get("was") else "",
        "body": (text_in_language(names.get(body), language) or body) if body else _("no single body"),
        "domain": domain_label(found["domain"], language),
        "function": text_in_language(FUNCTIONS.get(found["function"]), language) or "–",
    }
