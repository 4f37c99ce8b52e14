"""What a party is called and was called, in each language, and since when."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.access.view import Reader
from institutions.models import Party, PartyKind, PartyName
from rules.engine.language.statements import Language
from rules.explaining.wording.shares import days_words
from rules.web.pages.register.parties.found import Looked

Json = dict[str, Any]  # Any: what a template shows


def names_for(reader: Reader, kind: str) -> QuerySet[PartyName]:
    """The names that a reader may read: of people only those that their own bodies gave, or that no body did."""
    names = PartyName.objects.current()
    if kind != PartyKind.PERSON or reader.bodies is None:
        return names
    nobodys = Q(submission__isnull=True, imported__isnull=True)
    own = Q(submission__partnership__submitted_by__in=reader.bodies) | Q(imported__job__body__in=reader.bodies)
    return names.filter(nobodys | own)


def names_context(looked: Looked) -> Json:
    """Every name with its days; what has ended is a former one: one query."""
    languages = {"ja": _("Japanese"), "kana": _("Kana"), "en": _("English")}
    order = list(languages)
    rows = names_for(looked.reader, looked.party.kind).filter(party__in=looked.ids).order_by("from_on", "pk")
    present = {looked.party.name_en, looked.party.name_ja, looked.party.name_kana}
    shown: dict[tuple[str, str, str], Json] = {}
    for each in sorted(rows, key=lambda row: order.index(row.language) if row.language in order else len(order)):
        days = days_words(each.from_on, each.until_on, looked.language)
        shown[each.language, each.text, days] = {
            "language": languages.get(each.language, each.language),
            "text": each.text,
            "days": days if each.from_on or each.until_on else "",
            "former": bool(each.until_on and each.until_on < timezone.localdate()),
            "other": each.text not in present,
        }
    return {"names": list(shown.values())}


def named_in(party: Party, language: Language) -> str:
    """The name in one language, where it differs from the one in the heading."""
    name = party.name_ja if language == "en" else party.name_en
    return name if name != party.name else ""
