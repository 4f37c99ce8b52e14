"""The present and former names of a party, in each language, with their days."""

from typing import Any

from django.db.models import Case, F, Min, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.access.callers import Reader
from institutions.access.parties import names_rule
from institutions.models import Party, PartyName
from institutions.web.divided_list import part_of
from rules.engine.language.statements import Language
from rules.explaining.wording.shares import days_in_words
from rules.web.pages.register.parties.party_page import PartyRequest

Json = dict[str, Any]  # Any: what a template shows


def names_for(reader: Reader, kind: str) -> QuerySet[PartyName]:
    """Return the present and former names that a reader may read."""
    return PartyName.objects.current().filter(names_rule(reader, kind).q())


def names_context(looked: PartyRequest) -> Json:
    """Return a part of the names, each with its days; ended ones are former names. Two queries, three for later parts.

    Each name is there once, also where several parties that were found to be one had it on the same days.
    """
    languages = {"ja": _("Japanese"), "kana": _("Kana"), "en": _("English")}
    place = Case(*(When(language=each, then=Value(at)) for at, each in enumerate(languages)), default=len(languages))
    rows = names_for(looked.reader, looked.party.kind).filter(party__in=looked.ids)
    each_once = rows.order_by().values("language", "text", "from_on", "until_on").annotate(first=Min("pk"))
    part = part_of(each_once.order_by(place, F("from_on").asc(nulls_first=True), "first"), looked.given, "names")
    present, today = {looked.party.name_en, looked.party.name_ja, looked.party.name_kana}, timezone.localdate()
    shown = [
        {
            "language": languages.get(each["language"], each["language"]),
            "text": each["text"],
            "days": days_in_words(each["from_on"], each["until_on"], looked.language)
            if each["from_on"] or each["until_on"]
            else "",
            "former": bool(each["until_on"] and each["until_on"] < today),
            "other": each["text"] not in present,
        }
        for each in part.rows
    ]
    return {"names": shown, "part_of_names": part}


def other_name_in(party: Party, language: Language) -> str:
    """Return the name in the other language, if it differs from the one in the heading; else empty."""
    name = party.name_ja if language == "en" else party.name_en
    return name if name != party.name else ""
