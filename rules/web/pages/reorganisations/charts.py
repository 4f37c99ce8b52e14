"""The organisation before and after a draft as two charts, and a table of what moves beside them."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.kinds.parties import BODY_KINDS
from institutions.parties.organisation.chart import KIND_ORDER
from institutions.parties.organisation.moves import BodyMove, Change, HeldMove, Moves
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedBody, OrganisedPost
from rules.engine.language.statements import Language
from rules.explaining.wording.words import text_in_language, words_in_brackets
from rules.web.pages.reorganisations.suggestions import mandate_words, post_words

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
GIVES: Final = "gives"  # gives or gets something, and stays itself


def change_label(change: str) -> str:
    """Return how a body changes in words."""
    return {
        "new": pgettext("reorganisation", "new"),
        "ended": pgettext("reorganisation", "ends"),
        "moved": pgettext("reorganisation", "under another body"),
        "renamed": pgettext("reorganisation", "renamed"),
        GIVES: pgettext("reorganisation", "other tasks or posts"),
    }[change]


def chart_of(organisation: Organisation, moves: Moves, language: Language) -> list[Context]:
    """Return the part of an organisation that a draft touches: each touched body with everything over it."""
    marks: Mapping[str, Change] = moves.marks()
    touched = {*marks, *moves.giving_or_getting()}
    shown: set[str] = set()
    for key in touched & organisation.bodies.keys():
        above: str | None = key
        while above in organisation.bodies and above not in shown:
            shown.add(str(above))
            above = organisation.bodies[str(above)].parent
    below: dict[str | None, list[OrganisedBody]] = {}
    for key in shown:
        body = organisation.bodies[key]
        below.setdefault(body.parent if body.parent in shown else None, []).append(body)

    def node(body: OrganisedBody) -> Context:
        change = marks.get(body.key) or (GIVES if body.key in touched else "")
        return {
            "name": body_name(organisation, body.key, language),
            "code": body.key,
            "kind": text_in_language(BODY_KINDS.get(body.kind), language) or body.kind,
            "change": change,
            "mark": change_label(change) if change else "",
            "under": [node(each) for each in in_order(below.get(body.key, []))],
        }

    return [node(each) for each in in_order(below.get(None, []))]


def in_order(bodies: list[OrganisedBody]) -> list[OrganisedBody]:
    """Sort by kind, then by key, in both languages alike."""
    return sorted(bodies, key=lambda each: (KIND_ORDER.get(each.kind, len(KIND_ORDER)), each.key))


def body_name(organisation: Organisation, key: str | None, language: Language) -> str:
    """Return the name of a body on the day; its key if it is not there, a dash for none."""
    if key is None:
        return "–"
    body = organisation.bodies.get(key)
    return (text_in_language({"en": body.en, "ja": body.ja}, language) if body else "") or key


def move_rows(before: Organisation, after: Organisation, moves: Moves, language: Language) -> list[Context]:
    """Return the table of what moves: bodies first, then mandates, posts and seats."""
    rows = [body_row(each, before, after, language) for each in moves.bodies]
    rows += [held_row(_("Mandate"), each, before, after, language) for each in moves.mandates]
    rows += [held_row(_("Post"), each, before, after, language) for each in moves.posts]
    return rows + [held_row(_("Seat"), each, before, after, language) for each in moves.seats]


def body_row(move: BodyMove, before: Organisation, after: Organisation, language: Language) -> Context:
    """Return the row of a body: what it is called, or which body it is under, before and after."""
    there, chart = (move.after, after) if move.after else (move.before, before)
    name = body_name(chart, there.key if there else None, language)
    if move.change == "renamed" and move.before and move.after:
        sides = called(before, move.before, move, language), called(after, move.after, move, language)
    else:
        sides = (
            body_name(before, move.before.parent, language) if move.before else "–",
            body_name(after, move.after.parent, language) if move.after else "–",
        )
    return {
        "sort": _("Body"),
        "what": name,
        "before": sides[0],
        "after": sides[1],
        "change": move.change,
        "mark": change_label(move.change),
    }


def called(organisation: Organisation, body: OrganisedBody, move: BodyMove, language: Language) -> str:
    """Return the name of a renamed body on one side, with its code where that is another one too."""
    name = body_name(organisation, body.key, language)
    same = move.before and move.after and move.before.key == move.after.key
    return name if same else f"{name}{words_in_brackets(body.key, language=language)}"


def held_row(sort: str, move: HeldMove, before: Organisation, after: Organisation, language: Language) -> Context:
    """Return the row of a mandate or a post: the body that has it before and after."""
    change = "moved" if move.before and move.after else "new" if move.after else "ended"
    return {
        "sort": sort,
        "what": held_words(move.what, before, after, language),
        "before": body_name(before, move.before, language),
        "after": body_name(after, move.after, language),
        "change": change,
        "mark": {
            "moved": pgettext("reorganisation", "changes hands"),
            "new": pgettext("reorganisation", "begins"),
            "ended": pgettext("reorganisation", "ends there"),
        }[change],
    }


def held_words(
    what: Any, before: Organisation, after: Organisation, language: Language
) -> str:  # Any: as a move has it
    """Return a mandate, a post or the holder of a seat in words; of a person or company no name."""
    if isinstance(what, HeldFunction):
        return mandate_words(what, language)
    if isinstance(what, OrganisedPost):
        return post_words(what, language)
    return holder_words(what.sort, what.holder, after if what.holder in after.bodies else before, language)


def holder_words(sort: str, holder: str, organisation: Organisation, language: Language) -> str:
    """Return who holds a seat: a body by its name, anybody else by their sort."""
    if sort == "body":
        return body_name(organisation, holder, language)
    return pgettext("holder of a seat", "a company") if sort == "company" else pgettext("holder of a seat", "a person")
