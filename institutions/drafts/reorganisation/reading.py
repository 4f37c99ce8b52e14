"""The reader of a reorganisation document: JSON against its declaration, and the days that a draft may have."""

from datetime import date
from typing import Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.drafts.objects import ObjectCheck
from institutions.drafts.reorganisation.document import DraftAct, DraftBasis, Reorganisation
from institutions.drafts.reorganisation.troubles import ActUnknown, DayTooEarly, NoActs, TooManyActs
from institutions.drafts.troubles.fields import FieldMissing, NoList, NoObject
from institutions.kinds.base import Label
from institutions.kinds.reorganisation import ACTS, MOST_ITEMS, REORGANISATION
from institutions.values.written_day import written_day

FIRST_DAY: Final = date(2001, 1, 6)
ACTS_LABEL: Final = Label("Acts", "行為")
Given = dict[str, Any]  # Any: JSON


def read_reorganisation(given: object) -> Reorganisation:
    """Read one document. DraftInvalid names every field that is wrong, by JSON pointer."""
    troubles = FieldErrors()
    check = ObjectCheck(troubles)
    if not isinstance(given, dict):
        troubles.add("", NoObject(value=outside_value(given)))
        troubles.refuse_if_any()
    document: Given = given if isinstance(given, dict) else {}
    check.table(REORGANISATION, {name: value for name, value in document.items() if name != "acts"}, "")
    acts = [(pointer_below("/acts", place), act) for place, act in enumerate(acts_in(document, troubles))]
    plain = [(pointer, check_act(act, pointer, check, troubles)) for pointer, act in acts]
    troubles.refuse_if_any()
    on, basis = written_day(document["on"]), document["basis"]
    read = [
        DraftAct(
            pointer=pointer,
            kind=act["act"],
            on=written_day(act["on"]) if act.get("on") else on,
            basis=basis_of(act["basis"] if act.get("basis") else basis),
            values=act,
        )
        for pointer, act in plain
    ]
    for place, day in (
        ("/on", on),
        *((pointer_below(act.pointer, "on"), act.on) for act in read if "on" in act.values),
    ):
        if day < FIRST_DAY:
            troubles.add(place, DayTooEarly(day=day, first=FIRST_DAY))
    troubles.refuse_if_any()
    return Reorganisation(reference=document["reference"], on=on, base=document.get("base") or "", acts=tuple(read))


def acts_in(document: Given, troubles: FieldErrors) -> list[object]:
    """Return the list of acts; empty where there is none, which is noted."""
    acts = document.get("acts")
    if "acts" not in document:
        troubles.add("/acts", FieldMissing(label=ACTS_LABEL, name="acts"))
    elif not isinstance(acts, list):
        troubles.add("/acts", NoList(value=outside_value(acts)))
    elif not acts:
        troubles.add("/acts", NoActs())
    elif (number := number_of_items(acts)) > MOST_ITEMS:
        troubles.add("/acts", TooManyActs(number=number, most=MOST_ITEMS))
    else:
        return acts
    return []


def number_of_items(acts: list[object]) -> int:
    """Return the number of acts, and of the rows in the lists within them."""
    number, waiting = 0, list(acts)
    while waiting:
        each = waiting.pop()
        number += 1
        if isinstance(each, dict):
            waiting += [row for value in each.values() if isinstance(value, list) for row in value]
    return number


def check_act(act: object, pointer: str, check: ObjectCheck, troubles: FieldErrors) -> Given:
    """Check one act, and return it with every post as an object of texts by language."""
    if not isinstance(act, dict):
        troubles.add(pointer, NoObject(value=outside_value(act)))
        return {}
    kind = act.get("act")
    if "act" not in act:
        troubles.add(pointer_below(pointer, "act"), FieldMissing(label=Label("Act", "行為"), name="act"))
        return {}
    if not isinstance(kind, str) or kind not in ACTS:
        troubles.add(
            pointer_below(pointer, "act"), ActUnknown(value=outside_value(kind), near=troubles.nearest(kind, ACTS))
        )
        return {}
    plain = with_posts(act)
    check.table(ACTS[kind], plain, pointer)
    return plain


def with_posts(act: Given) -> Given:
    """Return an act whose posts are objects: a text alone is the name in the language that it is written in."""
    found = dict(act)
    if "post" in found:
        found["post"] = post_texts(found["post"])
    if isinstance(found.get("into"), list):
        found["into"] = [
            {**part, "posts": [post_texts(post) for post in part["posts"]]}
            if isinstance(part, dict) and isinstance(part.get("posts"), list)
            else part
            for part in found["into"]
        ]
    return found


def post_texts(post: object) -> object:
    """Return the name of a post by language; what is no text stays as it is, for the check."""
    if not isinstance(post, str):
        return post
    return {"en" if post.isascii() else "ja": post}


def basis_of(given: Given) -> DraftBasis:
    """Return a basis of the document."""
    return DraftBasis(law=given.get("law") or "", note=given.get("note") or "")
