"""Up to four drafts side by side: what each would do, rule by rule."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid
from institutions.models import Account
from institutions.query.parameters import ParameterError, id_parameter
from rules.access.reorganisations import reorganisations_for
from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language
from rules.models import ReorganisationDraft, WholePreviewState
from rules.planning.drafting import with_documents
from rules.planning.effects import AT_ONCE
from rules.planning.troubles import NoSuchReorganisation, TooManyCompared
from rules.web.pages.reorganisations.drafts import draft_row
from rules.web.pages.reorganisations.effect_people import progress_in_words
from rules.web.pages.reorganisations.effect_words import PARTS, ShownEffect, part_label, rule_title
from rules.web.pages.reorganisations.reader import reorganisation_reader

Json = Mapping[str, Any]  # Any: plain data
Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MOST: Final = 4
LISTED: Final = 100  # drafts to choose from


class CompareReorganisations(View):
    """The comparison of the drafts that `draft` names, each time it is given."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the drafts to choose from, and those that are chosen side by side."""
        account, language = reorganisation_reader(request), reader_language()
        chosen = chosen_drafts(request, account)
        at_once = AT_ONCE // max(len(chosen), 1)  # of all drafts together no more than of one
        columns = [column(each, account, language, at_once) for each in chosen]
        choices = with_documents(reorganisations_for(account))[:LISTED]
        ids = {each.pk for each in chosen}
        shown: Context = {
            "section": "reorganisations",
            "choices": [{**draft_row(each), "chosen": each.pk in ids} for each in choices],
            "columns": columns,
            "rows": rows_of(columns, language),
            "details": details_of(columns),
            "most": MOST,
            "waiting": any(is_waiting(each) for each in columns),
        }
        return render(request, "rules/reorganisations/compare.html", shown)


def chosen_drafts(request: HttpRequest, account: Account) -> list[ReorganisationDraft]:
    """Return the drafts that the address names, in its order. ParameterError for a wrong one or too many."""
    asked = [id_parameter({"draft": text}, "draft") for text in request.GET.getlist("draft")]
    ids = list(dict.fromkeys(filter(None, asked)))
    if len(ids) > MOST:
        raise ParameterError("draft", TooManyCompared(most=PlainNumber(MOST)))
    found = {each.pk: each for each in with_documents(reorganisations_for(account)).filter(pk__in=ids)}
    if missing := [each for each in ids if each not in found]:
        raise ParameterError("draft", NoSuchReorganisation(id=str(missing[0])))
    return [found[each] for each in ids]


def column(draft: ReorganisationDraft, account: Account, language: Language, at_once: int) -> Context:
    """Return one draft with its effect, or why it is refused."""
    try:
        shown = ShownEffect.of(draft, account, language, at_once=at_once)
    except DraftInvalid as refused:
        return {**draft_row(draft), "shown": None, "refusals": [code_words(each.said) for each in refused.errors]}
    return {**draft_row(draft), "shown": shown, "progress": progress_in_words(shown.effect), "refusals": []}


def is_waiting(of_draft: Context) -> bool:
    """Return whether the partnerships of a draft are being computed."""
    progress = of_draft.get("progress")
    return bool(progress and progress["state"] == WholePreviewState.COMPUTING)


def rows_of(columns: Sequence[Context], language: Language) -> list[Context]:
    """Return the table: how many findings of each rule there are with each draft, and how much each changes."""
    shown = [each["shown"] for each in columns]
    codes = sorted({code for each in shown if each for code in each.effect["organisation"]["after"]})
    rows = [
        {
            "label": f"{code} {rule_title(code, language)}",
            "cells": [cell_of_rule(each, code) if each else None for each in shown],
        }
        for code in codes
    ]
    counted: list[tuple[str, Callable[[ShownEffect], int]]] = [
        (_("Left to nobody"), lambda each: len(each.effect["orphans"])),
        (_("Bodies that begin, end or change"), lambda each: len(each.moves.bodies)),
        (_("Mandates that change"), lambda each: len(each.moves.mandates)),
        (_("Posts that change"), lambda each: len(each.moves.posts)),
    ]
    numbers = [
        {"label": label, "cells": [{"after": number(each)} if each else None for each in shown]}
        for label, number in counted
    ]
    return rows + numbers + case_rows(shown)


def case_rows(shown: Sequence[ShownEffect | None]) -> list[Context]:
    """Return the rows on partnerships and people; no number where the partnerships are not computed yet."""
    counted: list[tuple[str, Callable[[Json], int]]] = [
        *((part_label_of_cases(part), partial(number_of_part, part)) for part in PARTS),
        (_("Obligations with another owner"), lambda effect: number_of(effect["obligations"])),
        (_("Reviewers who would be tied"), lambda effect: number_of(effect["reviewers"])),
    ]
    rows = [{"label": label, "cells": [case_cell(each, number) for each in shown]} for label, number in counted]
    duties = [{"after": number_of(each.effect["duties"])} if each else None for each in shown]
    return [*rows, {"label": _("Posts with other duties"), "cells": duties}]


def case_cell(shown: ShownEffect | None, number: Callable[[Json], int]) -> Context | None:
    """Return a number about partnerships; None where they are not there."""
    return {"after": number(shown.effect)} if shown and "partnerships" in shown.effect else None


def number_of_part(part: str, effect: Json) -> int:
    """Return how many findings of partnerships appear, go or change."""
    cases = effect["partnerships"]
    counted: int = sum(each[part] for each in cases.get("counts", ()))
    return len(cases.get(part, ())) + counted


def number_of(entries: Sequence[Json]) -> int:
    """Return how many there are of entries, of which some stand for several."""
    return sum(each.get("number", 1) for each in entries)


def part_label_of_cases(part: str) -> str:
    """Return the heading of findings of partnerships that appear, go or change."""
    return {
        "appear": _("Findings of partnerships that appear"),
        "gone": _("Findings of partnerships that go"),
        "changed": _("Findings of partnerships of another severity"),
    }[part]


def cell_of_rule(shown: ShownEffect, code: str) -> Context:
    """Return how many findings of a rule there are after a draft, and how many appear and go."""
    organisation = shown.effect["organisation"]
    of_part = {part: sum(each["code"] == code for each in organisation[part]) for part in ("appear", "gone")}
    return {"after": len(organisation["after"][code]), **of_part}


def details_of(columns: Sequence[Context]) -> list[Context]:
    """Return the findings that appear, go or change, by draft."""
    return [
        {
            "label": part_label(part),
            "columns": [
                {"title": each["title"], "findings": each["shown"].findings(part) if each["shown"] else []}
                for each in columns
            ],
        }
        for part in PARTS
    ]
