"""The page of the one search, whose field is in the header of every page."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views import View

from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import CaseState
from rules.review.work.searching import CASES, LONGEST, RULES, SearchGroup, SearchHit, search_all
from rules.web.pages.reader import signed_in_reader

Json = dict[str, Any]  # Any: what a template shows
# By kind: its heading, the address of one by its key, and the list that is searched by the same text.
SHOWN: Final = {
    CASES: (_("Partnerships"), "partnership", "partnerships"),
    "companies": (_("Companies"), "company", "companies"),
    "people": (_("People"), "person", "people"),
    "bodies": (_("Government bodies"), "body", "bodies"),
    RULES: (_("Rules"), "rule", "rulebook"),
}


class SearchPage(View):
    """Everything that a text finds, by kind; without a text the form alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the first of each kind that the reader may read, and where the others are."""
        typed, language = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST], reader_language()
        groups = search_all(typed, signed_in_reader(request)) if typed else []
        context = {
            "searching": True,
            "typed": typed,
            "typed_in_header": typed,
            "groups": [shown_group(each, typed, language) for each in groups],
        }
        return render(request, "rules/search.html", context)


def shown_group(group: SearchGroup, typed: str, language: Language) -> Json:
    """Return one kind with its heading and the address of the others."""
    heading, _address, whole = SHOWN[group.kind]
    return {
        "heading": heading,
        "kind": group.kind,
        "hits": [shown_hit(each, group.kind, language) for each in group.hits],
        "more": f"{reverse(whole)}?{urlencode({'q': typed})}" if group.more else "",
    }


def shown_hit(hit: SearchHit, kind: str, language: Language) -> Json:
    """Return one line: name, the name in the other language, number, and of a case its state with its address."""
    names = {"en": hit.name_en, "ja": hit.name_ja}
    name = text_in_language(names, language) or hit.known_by or hit.key
    other = hit.name_ja if name == hit.name_en else hit.name_en
    return {
        "name": name,
        "other": other if other != name else "",
        "known_by": hit.known_by if hit.known_by != name else "",
        "url": reverse(SHOWN[kind][1], args=[hit.key]),
        "state": CaseState(hit.state).label if hit.state else "",
        "case": reverse("case", args=[hit.key]) if kind == CASES else "",
    }
