"""Pages of one file of a draft: its text with what is wrong beside each line, its cases, new values of numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from institutions.audit.logs import request_id
from institutions.codes.wording import code_words
from institutions.query.parameters import ParameterError, text_parameter
from rules.access.readable_results import edits_rulebooks
from rules.engine.language.errors import RuleError
from rules.engine.language.parameter_file import CONFIDENCE
from rules.engine.language.statements import date_text
from rules.explaining.catalogue.timeline import HOW
from rules.explaining.wording.words import reader_language, words_in_brackets
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.models import RulebookDraft
from rules.web.pages.cases.posted_fields import number_of, posted_texts
from rules.web.pages.workshop.reader import draft_editor, draft_of, draft_reader
from rules.workshop.beside import names_at
from rules.workshop.case_running import RanCase, run_cases
from rules.workshop.checking import FileTrouble, said, troubles_of_file
from rules.workshop.drafting import ChangedMeanwhileError, save_file, stored_file, with_unix_lines
from rules.workshop.files import OF_CASES, OF_NUMBERS, PATH, files_of, rule_of_path, subject_of_text
from rules.workshop.numbers import NewValue, numbers_in, with_value
from rules.workshop.shown_text import numbered_lines
from rules.workshop.troubles import DraftRefusedError, NoSuchFile
from rules.workshop.words_offered import completed_words, offered_facts, offered_numbers

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
VALUE_FIELDS: Final = ("index", "value", "from_on", "law", "article", "source", "confidence", "review_on")


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """The answers to the cases of a rule, or what keeps them from being run."""

    ran: list[RanCase]
    trouble: FileTrouble | None = None

    @property
    def failed(self) -> int:
        """The number of cases that the rule contradicts."""
        return sum(bool(each.trouble) for each in self.ran)


def file_path(path: str) -> str:
    """Return a path that a rulebook may have; Http404 with the reason for another one."""
    if not PATH.fullmatch(path):
        raise Http404(code_words(NoSuchFile(path=path[:200])))
    return path


def file_page(
    request: HttpRequest, draft: RulebookDraft, path: str, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a file, as it is stored or as `more` has it."""
    account = draft_reader(request)
    stored, files = stored_file(draft, path), files_of(draft)
    given = more or {}
    text = given.get("text", stored.text or "")
    troubles = troubles_of_file({**files, path: text}, path) if text else []
    code = rule_of_path(path)
    shown: Context = {
        "section": "workshop",
        "draft": draft,
        "path": path,
        "stored": stored,
        "exists": stored.text is not None,
        "text": text,
        "seen": stored.number,
        "troubles": troubles,
        "lines": numbered_lines(text, troubles),
        "facts": [] if path.startswith(OF_NUMBERS) else offered_facts(subject_of_text(text)),
        "numbers": [] if path.startswith(OF_NUMBERS) else offered_numbers(files),
        "own_numbers": sorted(names_at(text)) if path.startswith(OF_NUMBERS) else [],
        "words": completed_words(path, files, subject_of_text(text)),
        "code": code,
        "cases_path": f"{OF_CASES}{code}.yaml" if code and not path.startswith(OF_CASES) else "",
        "rule_path": rule_of_cases(path, files),
        "may_edit": edits_rulebooks(account) and draft.closed_at is None,
        **given,
    }
    return render(request, "rules/workshop/file_editor.html", shown, status=status)


def rule_of_cases(path: str, files: Mapping[str, str]) -> str:
    """Return the file of the rule whose cases a file has; empty for every other file."""
    rules = (each for each in files if not each.startswith(OF_CASES) and rule_of_path(each) == rule_of_path(path))
    return next(rules, "") if path.startswith(OF_CASES) else ""


class NewDraftFile(View):
    """The form that opens a file which is not there yet."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Lead to the page of the path; 400 with those that a rulebook may have for another one."""
        draft_editor(request)
        draft, path = draft_of(pk), text_parameter(request.GET, "path")
        if not PATH.fullmatch(path):
            raise ParameterError("path", NoSuchFile(path=path[:200]))
        return redirect("workshop-file", pk=draft.pk, path=path)


class DraftFilePage(View):
    """One file of a draft."""

    def get(self, request: HttpRequest, pk: UUID, path: str) -> HttpResponse:
        """Show its text and what is wrong in it."""
        draft_reader(request)
        draft = draft_of(pk)
        return file_page(request, draft, file_path(path))

    def post(self, request: HttpRequest, pk: UUID, path: str) -> HttpResponse:
        """Save, check, run the cases, or remove the file; 409 with both texts if somebody saved it meanwhile."""
        account, draft, sent = draft_editor(request), draft_of(pk), posted_texts(request)
        path, act = file_path(path), sent.get("act", "check")
        text, seen = with_unix_lines(sent.get("text", "")), number_of(sent, "seen")
        if act == "cases":
            return file_page(request, draft, path, {"text": text, "seen": seen, "answers": answers(draft, path, text)})
        if act not in ("save", "remove"):
            return file_page(request, draft, path, {"text": text, "seen": seen})
        try:
            kept = None if act == "remove" else text
            save_file(draft.pk, path, kept, seen=seen, account=account, request_id=request_id.get())
        except ChangedMeanwhileError as changed:
            given = {"text": text, "theirs": changed.theirs or "", "seen": changed.number, "trouble": changed.words}
            return file_page(request, draft, path, given, status=409)
        except DraftRefusedError as refused:
            return file_page(request, draft, path, {"text": text, "seen": seen, "trouble": refused.words}, status=422)
        if act == "remove":
            return redirect("workshop-draft", pk=draft.pk)
        return redirect("workshop-file", pk=draft.pk, path=path)


def answers(draft: RulebookDraft, path: str, text: str) -> CaseAnswers:
    """Return the answers to the cases of a rule, with the text of a file as it is typed."""
    try:
        return CaseAnswers(run_cases({**files_of(draft), path: text}, rule_of_path(path)))
    except RuleError as error:
        return CaseAnswers([], said(error.file, error))


class CheckDraftFile(View):
    """The check of a text as it is typed: the page fetches it with htmx."""

    def post(self, request: HttpRequest, pk: UUID, path: str) -> HttpResponse:
        """Return what is wrong with the text, and its lines."""
        draft_editor(request)
        draft = draft_of(pk)
        path, text = file_path(path), with_unix_lines(posted_texts(request).get("text", ""))
        troubles = troubles_of_file({**files_of(draft), path: text}, path) if text else []
        shown: Context = {"troubles": troubles, "lines": numbered_lines(text, troubles)}
        return render(request, "rules/workshop/file_check.html", shown)


class NewValuePage(View):
    """The form of a new value of a number: with law, source, first day and certainty."""

    def get(self, request: HttpRequest, pk: UUID, path: str, name: str) -> HttpResponse:
        """Show the values that the number has, and an empty form."""
        draft_reader(request)
        draft = draft_of(pk)
        return value_page(request, draft, file_path(path), name, {"from_on": timezone.localdate().isoformat()})

    def post(self, request: HttpRequest, pk: UUID, path: str, name: str) -> HttpResponse:
        """Write the value into the file; 422 with the compiler's words if it is wrong."""
        account, draft, sent = draft_editor(request), draft_of(pk), posted_texts(request)
        path = file_path(path)
        stored = stored_file(draft, path)
        if stored.text is None:
            raise Http404(code_words(NoSuchFile(path=path)))
        given = {field: sent.get(field, "").strip() for field in VALUE_FIELDS}
        file = path.rpartition("/")[2]
        try:
            text = with_value(stored.text, file, NewValue(name=name, **given))
            troubles = [each for each in troubles_of_file({**files_of(draft), path: text}, path) if not each.warning]
            if troubles:
                return value_page(request, draft, path, name, given, {"trouble": troubles[0]}, status=422)
            seen = number_of(sent, "seen")
            save_file(draft.pk, path, text, seen=seen, account=account, request_id=request_id.get())
        except RuleError as error:
            return value_page(request, draft, path, name, given, {"trouble": said(path, error)}, status=422)
        except ChangedMeanwhileError as changed:
            return value_page(request, draft, path, name, given, {"refused": changed.words}, status=409)
        except DraftRefusedError as refused:
            return value_page(request, draft, path, name, given, {"refused": refused.words}, status=422)
        return redirect("workshop-file", pk=draft.pk, path=path)


def value_page(
    request: HttpRequest,
    draft: RulebookDraft,
    path: str,
    name: str,
    given: dict[str, str],
    more: Context | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the form of a new value. Http404 without such a number, or while its file cannot be read."""
    stored = stored_file(draft, path)
    try:
        number = numbers_in(stored.text or "", path)[name]
    except (RuleError, KeyError) as missing:
        raise Http404(name) from missing
    language = reader_language()
    rows = [(index or "", entry) for index, row in number.rows.items() for entry in row]
    shown: Context = {
        "section": "workshop",
        "draft": draft,
        "path": path,
        "number": number,
        "meaning": number.meaning.ja if language == "ja" else number.meaning.en,
        "how": words_in_brackets(HOW[number.how][language] if number.how else "", language=language),
        "rows": [
            {
                "index": index,
                "entry": entry,
                "value": getattr(entry.value, "value", entry.value),
                "from_on": "–" if entry.from_on == OPEN_START else date_text(entry.from_on, language),
                "until_on": "–" if entry.until_on == OPEN_END else date_text(entry.until_on, language),
            }
            for index, entry in rows
        ],
        "indexes": sorted(index for index in number.rows if index),
        "laws": sorted(names_at(files_of(draft).get("laws.yaml", ""))),
        "confidences": CONFIDENCE,
        "given": given,
        "seen": stored.number,
        "may_edit": edits_rulebooks(draft_reader(request)) and draft.closed_at is None,
        **(more or {}),
    }
    return render(request, "rules/workshop/number.html", shown, status=status)
