"""The page for choosing an export and its format, and the download."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from institutions.access.callers import reads_sensitive
from institutions.codes.wording import code_words
from institutions.exports.selection import PARTNERSHIPS
from institutions.formats.names import ENCODINGS
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.kinds import Kind
from institutions.kinds.conduct import CONDUCT
from institutions.kinds.government import GOVERNMENT
from institutions.kinds.measures import MEASURES
from institutions.kinds.ownership import OWNERSHIP
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE
from institutions.kinds.posts import POSTS
from institutions.kinds.procurement import PROCUREMENT
from institutions.kinds.security import SECURITY
from institutions.query.parameters import ParameterError, day_parameter, id_parameter, word_parameter
from institutions.values.text_lists import join_texts
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.exporting.answer import export_answer
from rules.web.exporting.export_request import CHOICES, ExportRefusedError, lists_named, selection_of
from rules.web.exporting.findings import FINDINGS
from rules.web.exporting.formats import FORMATS
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.downloads import FORMAT_WORDS

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
GROUPS: Final = (
    (gettext_lazy("Posts and duties"), POSTS),
    (gettext_lazy("Owners and ties"), OWNERSHIP),
    (gettext_lazy("Benefits and conduct"), CONDUCT),
    (gettext_lazy("Calls, bids and awards"), PROCUREMENT),
    (gettext_lazy("Measures, lists and disputes"), MEASURES),
    (gettext_lazy("Economic security"), SECURITY),
    (gettext_lazy("Organisation of government"), GOVERNMENT),
)
ENCODING_WORDS: Final = {
    "utf-8-sig": gettext_lazy("UTF-8, as Excel reads it"),
    "utf-8": pgettext_lazy("encoding", "UTF-8 without a byte order mark"),
    "cp932": gettext_lazy("Shift_JIS (cp932)"),
}


class ExportPage(View):
    """The form of an export."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form with the choices of the address; 400 if a choice is invalid."""
        try:
            check_choices(request.GET)
        except ParameterError as wrong:
            return refused_export(request, wrong.name, wrong.words)
        return render(request, "rules/exports.html", export_form_context(request, {}))


class ExportDownload(View):
    """The file."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the chosen data that the reader may read; the form again if the choice is invalid."""
        given = {name: str(value) for name, value in request.GET.items()}
        try:
            name = word_parameter(given, "format", FORMATS)
            if not name:
                return refused_export(request, "format", _("Choose a format."))
            account = signed_in_reader(request)
            selection = selection_of(FORMATS[name], given, account)
            answer = export_answer(FORMATS[name], selection, account, headers_only=request.method == "HEAD")
        except ParameterError as wrong:
            return refused_export(request, wrong.name, wrong.words)
        except ExportRefusedError as trouble:
            said = refusal_in_words(trouble, name, given.get("what", ""))
            return refused_export(request, trouble.field, said, 403 if trouble.is_withheld else 400)
        except TooManyRowsError as trouble:
            return refused_export(request, "format", trouble.words)
        answer["Cache-Control"] = "private, no-cache"
        return answer


def check_choices(given: Mapping[str, str]) -> None:
    """Check the choices; ParameterError for the first invalid one."""
    word_parameter(given, "format", FORMATS)
    lists_named(given.get("what", ""))
    day_parameter(given, "on")
    id_parameter(given, "partnership")
    word_parameter(given, "encoding", ENCODINGS)
    word_parameter(given, "portable", CHOICES)


def refused_export(request: HttpRequest, field: str, message: str, status: int = 400) -> HttpResponse:
    """Render the form with the error."""
    return render(request, "rules/exports.html", export_form_context(request, {field: message}), status=status)


def refusal_in_words(refused: ExportRefusedError, form: str, what: str) -> str:
    """Return the error and its remedy in the reader's language."""
    fitting = join_texts([str(words[0]) for name, words in FORMAT_WORDS.items() if what in FORMATS[name].lists])
    labels = {"format_label": str(FORMAT_WORDS[form][0]), "fitting_labels": fitting}
    return code_words(refused.said, audience="form", shown=labels)


def export_form_context(request: HttpRequest, errors: Mapping[str, str]) -> Context:
    """Return the choices of the form, with the selected ones."""
    chosen = {name: str(value) for name, value in request.GET.items()}
    return {
        "section": "exports",
        "errors": [(place, message) for place, message in errors.items()],
        "wrong": errors,
        "chosen": {"format": "xlsx", "encoding": ENCODINGS[0], **chosen},
        "groups": list(list_groups(reader_language())),
        "formats": [(name, label, hint) for name, (label, hint) in FORMAT_WORDS.items()],
        "encodings": ENCODING_WORDS.items(),
        "reads_all": reads_sensitive(signed_in_reader(request)),
    }


def list_groups(language: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the lists in groups: name and label."""
    yield (
        _("Partnerships"),
        [(FINDINGS, _("Partnerships with their findings")), (PARTNERSHIPS, _("Partnerships as they were proposed"))],
    )
    yield _("Parties"), [(each.name, text_in_language(each.label, language)) for each in (COMPANIES, PEOPLE, BODIES)]
    for label, kinds in GROUPS:
        yield str(label), [list_of(each, language) for each in kinds]


def list_of(kind: Kind, language: str) -> tuple[str, str]:
    """Return the list of a kind of statement."""
    return kind.plural, text_in_language(kind.label, language)
