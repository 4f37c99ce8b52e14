"""The rows of a filtered list as a file: the filters are those of the page, file and rights those of exports."""

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views import View

from institutions.access.callers import reader_for
from institutions.exports.selection import ExportSelection
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.models import Account, PartyKind
from institutions.models.sql_lists import among
from institutions.parties.search import MOST_LISTED, found_ids
from institutions.query.parameters import ParameterError, word_parameter
from rules.models import CaseSummary, FindingSummary
from rules.review.dashboard.findings import findings_condition, given_narrowings
from rules.review.work.filters import condition_of, given_filters
from rules.review.work.queues import Asker
from rules.web.exporting.answer import export_answer
from rules.web.exporting.export_request import selection_of
from rules.web.exporting.findings import FINDINGS
from rules.web.exporting.formats import FORMATS
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.exports import refused_export

TABLES: Final = ("xlsx", "csv")


class FilteredFile(View):
    """A file of the rows that the filters of the address leave of a list."""

    what: ClassVar[str]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the file; ParameterError for a wrong filter, as the page has it."""
        account, given = signed_in_reader(request), {name: str(value) for name, value in request.GET.items()}
        form = FORMATS[word_parameter(given, "format", TABLES, needed=True)]
        selection = self.narrowed(selection_of(form, {"what": self.what}, account), given, account)
        try:
            answer = export_answer(form, selection, account, headers_only=request.method == "HEAD")
        except TooManyRowsError as trouble:
            return refused_export(request, "format", trouble.words)
        answer["Cache-Control"] = "private, no-cache"
        return answer

    @abstractmethod
    def narrowed(self, selection: ExportSelection, given: dict[str, str], account: Account) -> ExportSelection:
        """Return the selection with the filters of the address."""


class PartnershipsFile(FilteredFile):
    """The partnerships of the filtered list with their findings."""

    what: ClassVar[str] = FINDINGS

    def narrowed(self, selection: ExportSelection, given: dict[str, str], account: Account) -> ExportSelection:
        """Keep the partnerships that the filters leave."""
        asker = Asker(account, timezone.localdate())
        asked = given_filters(given, asker)
        for each in asked:
            if each.said:
                raise ParameterError(each.filter.name, each.said)
        rows = CaseSummary.objects.filter(condition_of(asked, asker))
        return replace(selection, narrowed=Q(pk__in=rows.values("partnership")) if asked else Q())


class FindingsFile(FilteredFile):
    """The findings of the filtered list, one a row, with their partnership."""

    what: ClassVar[str] = FINDINGS

    def narrowed(self, selection: ExportSelection, given: dict[str, str], account: Account) -> ExportSelection:
        """Keep the findings that the filters leave, and their partnerships: one without such a finding has no row."""
        today = timezone.localdate()
        asked = given_narrowings(given, Asker(account, today))
        for each in asked:
            if each.said:
                raise ParameterError(each.narrowing.name, each.said)
        rows = FindingSummary.objects.filter(findings_condition(asked, today))
        return replace(
            selection,
            narrowed=Q(pk__in=rows.values("partnership")),
            narrowed_rows={FINDINGS: Q(pk__in=rows.values("finding"))},
        )


class PartiesFile(FilteredFile):
    """The parties of a kind that a text finds; without a text all."""

    kind: ClassVar[PartyKind]

    def narrowed(self, selection: ExportSelection, given: dict[str, str], account: Account) -> ExportSelection:
        """Keep the parties that are listed."""
        if not (typed := given.get("q", "").strip()):
            return selection
        found = found_ids(typed, self.kind, reader_for(account), most=MOST_LISTED)
        return replace(selection, narrowed_parties=among("pk", found))


class CompaniesFile(PartiesFile):
    """Companies."""

    what: ClassVar[str] = "companies"
    kind: ClassVar[PartyKind] = PartyKind.COMPANY


class PeopleFile(PartiesFile):
    """People."""

    what: ClassVar[str] = "people"
    kind: ClassVar[PartyKind] = PartyKind.PERSON
