"""Documents of drafts on pages: their heads from a form, their errors by place, their acts in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.kept_errors import kept_code
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.reorganisation.troubles import NoActs
from institutions.kinds.base import FieldSort, PartyType
from institutions.kinds.reorganisation import ACT_LABELS, ACTS, PART
from institutions.models import GovernmentBody
from institutions.values.written_day import is_written_day, written_day
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import text_in_language, words_in_brackets
from rules.web.pages.reorganisations.inputs import clean

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Document = Mapping[str, Any]  # Any: a document as it is stored
HEAD = ("reference", "title/en", "title/ja", "on", "law", "note")


def head_of(posted: QueryDict) -> dict[str, Any]:  # Any: of a document
    """Return the head of a document as a form gives it."""
    given = {name: clean(posted.get(name, "")) for name in HEAD}
    title = {language: given[f"title/{language}"] for language in ("en", "ja") if given[f"title/{language}"]}
    basis = {"law": given["law"] or None, "note": given["note"] or None}
    found = {"reference": given["reference"], "title": title, "on": given["on"]}
    return {**{name: value for name, value in found.items() if value}, "basis": basis}


def head_values(document: Document) -> Context:
    """Return the values of the form of the head."""
    title, basis = document.get("title") or {}, document.get("basis") or {}
    return {
        "reference": document.get("reference") or "",
        "title_en": title.get("en") or "",
        "title_ja": title.get("ja") or "",
        "on": document.get("on") or "",
        "law": basis.get("law") or "",
        "note": basis.get("note") or "",
    }


def head_errors(document: Document) -> dict[str, str]:
    """Return the errors in the head of a document by input, in the reader's language; its acts may still be none."""
    errors = shape_errors({**document, "acts": document.get("acts") or []})
    named = {place.removeprefix("/").replace("/", "_"): words for place, words in errors.items()}
    return {name: words for name, words in named.items() if not name.startswith("acts")}


def shape_errors(document: Document) -> dict[str, str]:
    """Return the errors in the form of a document by place. That it has no act yet is none of a draft's."""
    try:
        read_reorganisation(document)
    except DraftInvalid as refused:
        return {
            each.field: code_words(each.said, audience="form")
            for each in refused.errors
            if type(each.said) is not NoActs
        }
    return {}


def errors_in_words(kept: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return stored errors by place, in the reader's language."""
    found: dict[str, str] = {}
    for each in kept:
        words = code_words(kept_code(each), audience="form")
        found[each["field"]] = f"{found[each['field']]} {words}" if each["field"] in found else words
    return found


def errors_of_act(number: int, errors: Mapping[str, str]) -> dict[str, str]:
    """Return the errors of one act by the names of its inputs; that of the act as a whole has an empty name."""
    place = f"/acts/{number}"
    return {
        where.removeprefix(place).removeprefix("/"): words
        for where, words in errors.items()
        if where == place or where.startswith(f"{place}/")
    }


def acts_in_words(document: Document, language: Language, errors: Mapping[str, str], draft: object) -> list[Context]:
    """Return the acts of a document for a list: what each is, its fields, its errors, and the address of its form."""
    found, names = [], names_of_bodies(document, language)
    for number, act in enumerate(document.get("acts") or []):
        kind = act.get("act")
        found.append(
            {
                "number": number + 1,
                "kind": kind,
                "label": text_in_language(ACT_LABELS.get(kind), language) or kind,
                "lines": fields_in_words(kind, act, language, names),
                "errors": list(errors_of_act(number, errors).values()),
                "url": reverse("reorganisation-act", args=[draft, number + 1]),
            }
        )
    return found


def names_of_bodies(document: Document, language: Language) -> dict[str, str]:
    """Return the names of the bodies of the register by code, and by key and code of those that the draft founds."""
    rows = GovernmentBody.objects.values_list("code", "name_en", "name_ja")
    found = {str(code): text_in_language({"en": en, "ja": ja}, language) for code, en, ja in rows}
    for act in document.get("acts") or ():
        if act.get("act") == "found" and (name := plain_words(act.get("name") or "", language)):
            found |= {str(act[each]): name for each in ("key", "code") if act.get(each)}
    return found


def body_in_words(value: object, language: Language, names: Mapping[str, str]) -> str:
    """Return the name of a body, with what the document calls it; that alone where nobody knows the name."""
    called = str(value)
    name = names.get(called) or called
    return name if name == called else f"{name}{words_in_brackets(called, language=language)}"


def fields_in_words(kind: str, act: Mapping[str, Any], language: Language, names: Mapping[str, str]) -> list[Context]:
    """Return the fields of an act that are given: a label and the value in words. `names`: of bodies."""
    lines = []
    for field in ACTS[kind].fields if kind in ACTS else ():
        value = act.get(field.name)
        if field.name in ("act", "key") or value is None:
            continue
        if field.sort is FieldSort.ROWS:
            lines += [
                {"label": field.label.of(language), "value": value_in_words(PART.by_name, part, language, names)}
                for part in value
            ]
        elif field.sort is FieldSort.WORD:
            lines.append(
                {
                    "label": field.label.of(language),
                    "value": text_in_language(field.words.get(value), language) or value,
                }
            )
        elif field.sort is FieldSort.FLAG:
            lines.append({"label": field.label.of(language), "value": yes_or_no(value, language)})
        elif field.sort is FieldSort.DATE:
            lines.append({"label": field.label.of(language), "value": day_in_words(value, language)})
        elif PartyType.BODY in field.allows:
            named = [body_in_words(each, language, names) for each in (value if isinstance(value, list) else [value])]
            lines.append({"label": field.label.of(language), "value": plain_words(named, language)})
        else:
            lines.append({"label": field.label.of(language), "value": plain_words(value, language)})
    return lines


def value_in_words(
    fields: Mapping[str, Any], part: Mapping[str, Any], language: Language, names: Mapping[str, str]
) -> str:
    """Return one part of a split: the body, and how much of each sort it gets."""
    numbers = [
        f"{fields[name].label.of(language)} {len(part[name])}"
        for name in ("mandates", "posts", "partnerships")
        if isinstance(part.get(name), list) and part[name]
    ]
    separator = "、" if language == "ja" else ", "
    return separator.join([body_in_words(part.get("body") or "–", language, names), *numbers])


def plain_words(value: object, language: Language) -> str:
    """Return a text, names by language, a basis or a list of codes in words."""
    if isinstance(value, Mapping):
        if "en" in value or "ja" in value:
            return text_in_language(value, language)
        return " · ".join(str(each) for each in value.values() if each)
    if isinstance(value, list):
        return ("、" if language == "ja" else ", ").join(map(str, value))
    return str(value)


def yes_or_no(value: object, language: Language) -> str:
    """Return a flag in words."""
    words = {True: {"en": "Yes", "ja": "はい"}, False: {"en": "No", "ja": "いいえ"}}
    return text_in_language(words.get(value), language) if isinstance(value, bool) else str(value)


def day_in_words(value: object, language: Language) -> str:
    """Return a day in words; what is no day as it was given."""
    return date_text(str(value), language) if isinstance(value, str) and is_written_day(value) else str(value or "")


def day_of(document: Document) -> date | None:
    """Return the day of a document; None if it has none that can be read."""
    value = document.get("on")
    return written_day(value) if isinstance(value, str) and is_written_day(value) else None
