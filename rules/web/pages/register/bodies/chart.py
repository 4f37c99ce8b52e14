"""Japan's government bodies as an organisation chart of a day, the changes since the step before, and a search."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import push_url

from institutions.parties.organisation.changes import ChartChanges, chart_changes
from institutions.parties.organisation.chart import Chart
from institutions.parties.organisation.chart_events import chart_event_at, chart_events, day_to_compare
from institutions.parties.organisation.register import ChartHistory, japanese_bodies
from institutions.parties.search import Suggestion, find_bodies
from institutions.web.htmx import HtmxRequest
from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.register.bodies.chart_writer import ChartWriter
from rules.web.pages.register.bodies.days import asked_day

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MOST_NOT_KNOWN: Final = 50


class BodiesPage(View):
    """The chart of a day; with `q`, also the bodies whose code or name, present or former, matches."""

    def get(self, request: HtmxRequest) -> HttpResponse:
        """Show the chart; for an invalid day 400 with the error and today's chart."""
        today = timezone.localdate()
        asked = asked_day(request, today)
        shown = ChartWriter(reader_language(), asked.on, today)
        context = {
            "section": "bodies",
            "asked": asked,
            **searched_bodies(request, shown.language),
            **day_slider(shown),
            **chart_context(shown),
        }
        answer = render(request, "rules/bodies/chart.html", context, status=400 if asked.trouble else 200)
        if request.htmx and not asked.trouble:
            push_url(answer, f"{reverse('bodies')}?{urlencode({'on': asked.on.isoformat()})}")
        return answer


def searched_bodies(request: HttpRequest, language: Language) -> Context:
    """Return the bodies that match the search; none without a search."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = find_bodies(text, with_code=False) if text else []
    return {"q": text, "found": [found_body(each, language) for each in found]}


def found_body(found: Suggestion, language: Language) -> Context:
    """Return a body that was found, under its present name."""
    name = text_in_language({"en": found.name_en, "ja": found.name_ja}, language)
    code = found.key if found.key != str(found.id) else ""
    return {"name": name or found.key, "code": code, "url": reverse("body", args=[found.key])}


def day_slider(shown: ChartWriter) -> Context:
    """Return the prepared days as links, and the position of the slider."""
    prepared = chart_events(shown.today)
    return {
        "steps": [
            {
                "number": number,
                "on": step.on.isoformat(),
                "day": shown.day(step.on),
                "label": text_in_language(step.label, shown.language),
                "chosen": step.on == shown.on,
            }
            for number, step in enumerate(prepared, start=1)
        ],
        "step": chart_event_at(shown.on, shown.today) + 1,
        "last_step": len(prepared),
    }


def chart_context(shown: ChartWriter) -> Context:
    """Return the chart of the day and its changes since the step before.

    Three queries, however many bodies there are.
    """
    history = ChartHistory.read(japanese_bodies())
    chart = history.chart(shown.on)
    before = day_to_compare(shown.on, shown.today)
    found = chart_changes(history.chart(before), chart) if before else None
    since = shown.changes(found) if found else {}
    not_known = sorted(chart.not_known.values(), key=lambda each: each.name(shown.language))
    return {
        "day": shown.day(shown.on),
        "number": len(chart.bodies),
        "tree": chart_tree(chart, found, shown),
        "not_known": [shown.body(each) for each in not_known[:MOST_NOT_KNOWN]],
        "more_not_known": max(0, len(not_known) - MOST_NOT_KNOWN),
        "since": since,
        "changed": any(since.values()),
        "before": shown.day(before) if before else "",
    }


def chart_tree(chart: Chart, found: ChartChanges | None, shown: ChartWriter) -> list[Context]:
    """Return the chart, with each changed body marked in words."""
    marks: dict[UUID, str] = {}
    if found:
        renamed = [
            each for each in found.renamed if each.before.name(shown.language) != each.after.name(shown.language)
        ]
        marks |= dict.fromkeys((each.body.id for each in found.moved), _("Moved"))
        marks |= dict.fromkeys((each.after.id for each in renamed), _("Renamed"))
        marks |= dict.fromkeys((each.id for each in found.founded), _("New"))
    return [shown.node(each, marks) for each in chart.tree()]
