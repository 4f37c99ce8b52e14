"""The inputs of an act's form, made from the declaration of its fields, and the act that posted inputs give.

A split has a form of its own (`splitting`): everything that the body has, with where it goes.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from institutions.kinds.base import Field, FieldSort
from institutions.kinds.mandates import EVERY_DOMAIN_LABEL
from institutions.kinds.reorganisation import ACTS
from rules.engine.language.statements import Language

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Act = dict[str, Any]  # Any: an act of a document
LANGUAGES: Final = ("en", "ja")
YES, NO = "yes", "no"
ROWS_OF_BODIES: Final = 6  # of a merge; one more than are given, at least


def inputs_of(kind: str, act: Mapping[str, Any], language: Language, errors: Mapping[str, str]) -> list[Context]:
    """Return the inputs of an act with its values and errors, in the order of the declaration."""
    shown: list[Context] = []
    for field in ACTS[kind].fields:
        if field.name != "act":
            shown += inputs_of_field(field, act.get(field.name), language)
    for each in shown:
        if each["name"] == "domain":
            each["empty"] = EVERY_DOMAIN_LABEL.of(language)
        if each["name"] == "on":
            each["label"] = _("First day, where it is not that of the draft")
        each["id"] = each["name"].replace("/", "-")
        each["error"] = error_at(each["name"], errors)
    return shown


def inputs_of_field(field: Field, value: Any, language: Language) -> list[Context]:  # Any: of a document
    """Return the inputs of one field."""
    label = field.label.of(language)
    match field.sort:
        case FieldSort.NAME | FieldSort.TITLE:
            return [text_input(f"{field.name}/{each}", in_language(label, each), of(value, each)) for each in LANGUAGES]
        case FieldSort.PARTIES:
            given = [str(each) for each in value] if isinstance(value, list) else []
            places = range(max(ROWS_OF_BODIES, len(given) + 1))
            return [
                text_input(
                    f"{field.name}/{place}",
                    f"{label} {place + 1}",
                    given[place] if place < len(given) else "",
                    "bodies",
                )
                for place in places
            ]
        case FieldSort.TABLE if field.of is not None:
            return table_inputs(field, value, language)
        case FieldSort.WORD:
            words = [{"value": word, "label": each.of(language)} for word, each in field.words.items()]
            return [
                {
                    **text_input(field.name, label, text(value)),
                    "kind": "select",
                    "options": words,
                    **asked(field, language),
                }
            ]
        case FieldSort.FLAG:
            answer = {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else ""
            options = [{"value": YES, "label": _("Yes")}, {"value": NO, "label": _("No")}]
            return [
                {
                    **text_input(field.name, label, answer),
                    "kind": "select",
                    "options": options,
                    **asked(field, language),
                }
            ]
        case FieldSort.DATE:
            return [{**text_input(field.name, label, text(value)), "kind": "date", **asked(field, language)}]
        case FieldSort.PARTY:
            return [{**text_input(field.name, label, text(value), "bodies"), **asked(field, language)}]
    return [{**text_input(field.name, label, text(value)), **asked(field, language)}]


def table_inputs(field: Field, value: Any, language: Language) -> list[Context]:  # Any: of a document
    """Return the inputs of an object within an act: a post by language, a basis, the holder of a seat."""
    if field.name == "post":
        given = value if isinstance(value, dict) else {"en" if text(value).isascii() else "ja": value}
        label = field.label.of(language)
        return [
            text_input(f"post/{each}", in_language(label, each), of(given, each), f"posts-{each}") for each in LANGUAGES
        ]
    inputs: list[Context] = []
    for inner in field.of.fields if field.of else ():
        label = {"en": ": ", "ja": "："}[language].join((field.label.of(language), inner.label.of(language)))
        listed = "bodies" if inner.name == "body" else ""
        inputs.append(text_input(f"{field.name}/{inner.name}", label, of(value, inner.name), listed))
    return inputs


def text_input(name: str, label: str, value: str, listed: str = "") -> Context:
    """Return an input of one line; `listed` names the list of its suggestions."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "kind": "text",
        "list": listed,
        "options": [],
        "needed": False,
        "hint": "",
    }


def asked(field: Field, language: Language) -> Context:
    """Return whether a field must be given, and what it means where its label does not say it."""
    return {"needed": field.required, "hint": field.help.of(language)}


def in_language(label: str, language: str) -> str:
    """Return a label with the language that its input is for."""
    return (
        _("%(label)s in English") % {"label": label}
        if language == "en"
        else _("%(label)s in Japanese") % {"label": label}
    )


def of(value: Any, name: str) -> str:  # Any: of a document
    """Return the text under a name of an object; empty if there is none."""
    return text(value.get(name)) if isinstance(value, Mapping) else ""


def text(value: object) -> str:
    """Return a value as an input shows it."""
    return "" if value is None or isinstance(value, dict | list) else str(value)


def act_of(kind: str, posted: QueryDict) -> Act:
    """Return the act that the inputs give; what is left empty is left out."""
    act: Act = {"act": kind}
    for field in ACTS[kind].fields:
        if field.name != "act" and (value := value_of(field, posted)) is not None:
            act[field.name] = value
    return act


def value_of(field: Field, posted: QueryDict) -> Any:  # Any: of a document
    """Return the value of one field; None where its inputs are empty."""
    match field.sort:
        case FieldSort.NAME | FieldSort.TITLE:
            return texts_below(field.name, LANGUAGES, posted)
        case FieldSort.PARTIES:
            given = [clean(posted.get(name, "")) for name in sorted(posted) if name.startswith(f"{field.name}/")]
            return list(filter(None, given)) or None
        case FieldSort.TABLE if field.of is not None:
            return texts_below(field.name, [each.name for each in field.of.fields], posted)
        case FieldSort.FLAG:
            return {YES: True, NO: False}.get(posted.get(field.name, ""))
        case FieldSort.COUNT:
            given_number = clean(posted.get(field.name, ""))
            return int(given_number) if given_number.isascii() and given_number.isdigit() else given_number or None
    return clean(posted.get(field.name, "")) or None


def texts_below(name: str, parts: list[str] | tuple[str, ...], posted: QueryDict) -> dict[str, str] | None:
    """Return the texts of an object that are given; None if none is."""
    found = {part: given for part in parts if (given := clean(posted.get(f"{name}/{part}", "")))}
    return found or None


def clean(given: str) -> str:
    """Return a text without blanks around it and without the character that no database stores."""
    return given.replace("\0", "").strip()


def error_at(name: str, errors: Mapping[str, str]) -> str:
    """Return the errors at a field or below it; those of a whole object stand at its first input."""
    first = name.rpartition("/")[0] if name.endswith(("/en", "/law", "/body", "/0")) else ""
    return " ".join(words for place, words in errors.items() if place == name or (first and place == first))


def errors_elsewhere(shown: list[Context], errors: Mapping[str, str]) -> list[str]:
    """Return the errors of an act that stand beside none of its inputs."""
    beside = " ".join(each["error"] for each in shown)
    return [words for words in errors.values() if words not in beside]
