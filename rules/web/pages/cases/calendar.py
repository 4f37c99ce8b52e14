"""The page of a case's calendar, and the calendar as a file for calendar programs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.models import Partnership
from institutions.web.divided_list import ListPart, part_of
from rules.access.sensitive_reads import note_read
from rules.engine.language.statements import Language, date_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.days import other_calendar
from rules.explaining.wording.evidence import named_source
from rules.explaining.wording.evidence_sources import NONE_KNOWN, KnownSources, known_sources
from rules.explaining.wording.words import certainty_words, law_words, reader_language, words_in_brackets
from rules.review.calendar.calendar import Calendar, ShownEntry, calendar_of, do_not_sign_before
from rules.review.calendar.entry import LawText
from rules.review.calendar.ics import calendar_file
from rules.review.calendar.signing_sentence import signing_sentence
from rules.web.pages.cases.signing import hold_words
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


class CalendarView(View):
    """A view of a calendar that the reader may see; 404 for others. Reading of sensitive entries is recorded."""

    def calendar(self, request: HttpRequest, pk: object) -> Calendar:
        """Return the calendar, after recording its reading."""
        found = get_object_or_404(partnerships_for(signed_in_reader(request)), pk=pk)
        calendar = calendar_of(found, signed_in_reader(request))
        note_read(signed_in_reader(request), f"calendar:{found.pk}", calendar.read, found.pk)
        return calendar


class CalendarPage(CalendarView):
    """Every deadline of a case, and the day before which nothing may be signed."""

    def get(self, request: HttpRequest, pk: object) -> HttpResponse:
        """Show the deadlines by day, then the unknown ones."""
        calendar, language = self.calendar(request, pk), reader_language()
        linked = reads_sensitive(signed_in_reader(request))
        dated, unknown = divided_rows(calendar, request.GET)
        named = ({"sources": list(row.sources)} for part in (dated, unknown) for row in part.rows)
        known = known_sources(named, calendar.partnership) if linked else NONE_KNOWN
        context = {
            "section": "partnerships",
            "partnership": calendar.partnership,
            "title": present_title(calendar.partnership),
            "calendar": calendar,
            "as_of": date_text(calendar.as_of.isoformat(), language) if calendar.as_of else "",
            "signing": signing_sentence(calendar, language),
            "hold": hold_words(do_not_sign_before(calendar), calendar, language),
            "dated": [calendar_row(each, calendar, language, known) for each in dated.rows],
            "part_of_dated": dated,
            "unknown": [calendar_row(each, calendar, language, known) for each in unknown.rows],
            "part_of_unknown": unknown,
        }
        return render(request, "rules/calendar.html", context)


class CalendarFile(CalendarView):
    """The calendar as an iCalendar file (RFC 5545)."""

    def get(self, request: HttpRequest, pk: object) -> HttpResponse:
        """Return known days as all-day events, unknown ones as tasks."""
        calendar, language = self.calendar(request, pk), reader_language()
        words = [calendar_row(each, calendar, language, NONE_KNOWN) for each in calendar.rows]
        address = request.build_absolute_uri(reverse("calendar", args=[pk]))
        called = _("Calendar of %(reference)s") % {"reference": calendar.partnership.reference}
        content = calendar_file(calendar, words, title=called, url=address)
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="calendar-{pk}.ics"'
        answer["Cache-Control"] = "private, no-cache"
        return answer


def divided_rows(calendar: Calendar, given: Mapping[str, str]) -> tuple[ListPart, ListPart]:
    """Return the parts that an address names of the entries with a day, or without an end, and of those without one.

    Of many days the part is shown first in which the next one is. ParameterError for a wrong number of a part.
    """
    dated = [row for row in calendar.rows if row.entry.on or row.entry.endless]
    unknown = [row for row in calendar.rows if not row.entry.on and not row.entry.endless]
    today = calendar.today.isoformat()
    coming = next((place for place, row in enumerate(dated) if not row.entry.on or row.entry.on >= today), 0)
    return part_of(dated, given, "days", shown=coming), part_of(unknown, given, "unknown")


def present_title(partnership: Partnership) -> str:
    """Return the title of the present revision, in the reader's language."""
    return str(partnership.submissions.get(superseded_at__isnull=True).shown_title)


def calendar_row(shown: ShownEntry, calendar: Calendar, language: Language, known: KnownSources) -> Context:
    """Return an entry in words."""
    entry, today = shown.entry, calendar.today.isoformat()
    return {
        "key": entry.key,
        "what": entry.what.of(language),
        "duty": entry.duty.of(language),
        "laws": [law_row(law, language, today) for law in entry.laws],
        "on": entry.on or "",
        "day": date_text(entry.on, language) if entry.on else "",
        "other": other_calendar(entry.on, language) if entry.on else "",
        "missing": entry.missing.of(language) if entry.missing else "",
        "endless": entry.endless,
        "done": entry.done,
        "past": bool(entry.on and entry.on < today and not entry.done),
        "is_today": entry.on == today,
        "demands": entry.demands and not entry.done,
        "code": entry.code or "",
        "finding": entry.finding,
        "sources": [named_source(each, language, known) for each in shown.sources],
        "claim": shown.claim,
    }


def law_row(law: LawText, language: Language, today: str) -> Context:
    """Return a law in words, with its certainty."""
    if law.name:
        return {"text": law.name.of(language), "about": ""}
    entry: Context = {"law": law.law, "article": law.article, "confidence": law.confidence, "review_on": law.review_on}
    entry["name"] = current_rulebook().law(law.law or "").get("name") or {}
    said = certainty_words(entry, language, today)
    return {"text": law_words(entry, language), "about": words_in_brackets(said, language=language)}
