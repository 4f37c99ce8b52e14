"""The present and former names of a party, in each language, with their days."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.access.callers import Reader
from institutions.access.parties import names_rule
from institutions.models import Party, PartyName
from rules.engine.language.statements import Language
from rules.explaining.wording.shares import days_in_words
from rules.web.pages.register.parties.party_page import PartyRequest

Json = dict[str, Any]  # Any: what a template shows


def names_for(reader: Reader, kind: str) -> QuerySet[PartyName]:
    """Return the present and former names that a reader may read."""
    return PartyName.objects.current().filter(names_rule(reader, kind).q())


def names_context(looked: PartyRequest) -> Json:
    """Return every name with its days; ended ones are former names. One query."""
    languages = {"ja": _("Japanese"), "kana": _("Kana"), "en": _("English")}
    order = list(languages)
    rows = names_for(looked.reader, looked.party.kind).filter(party__in=looked.ids).order_by("from_on", "pk")
    present = {looked.party.name_en, looked.party.name_ja, looked.party.name_kana}
    shown: dict[tuple[str, str, str], Json] = {}
    for each in sorted(rows, key=lambda row: order.index(row.language) if row.language in order else len(order)):
        days = days_in_words(each.from_on, each.until_on, looked.language)
        shown[each.language, each.text, days] = {
            "language": languages.get(each.language, each.language),
            "text": each.text,
            "days": days if each.from_on or each.until_on else "",
            "former": bool(each.until_on and each.until_on < timezone.localdate()),
            "other": each.text not in present,
        }
    return {"names": list(shown.values())}


def other_name_in(party: Party, language: Language) -> str:
    """Return the name in the other language, if it differs from the one in the heading; else empty."""
    name = party.name_ja if language == "en" else party.name_en
    return name if name != party.name else ""
