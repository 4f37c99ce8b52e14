"""Checks of acts before any is applied: bodies that nobody knows, merges of one body."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from institutions.drafts.errors import FieldErrors
from institutions.drafts.reorganisation.document import DraftAct, Reorganisation
from institutions.drafts.reorganisation.troubles import (
    BodyTwice,
    IntoItself,
    KeyTaken,
    KeyTwice,
    MergeAlone,
    NoSuchBody,
    OneHolder,
)

NAMING: Final = ("body", "parent", "from", "to", "target", "appointed_by", "dismissed_by", "successor", "into")


def check_alone(draft: Reorganisation, known: AbstractSet[str], troubles: FieldErrors) -> None:
    """Note every act that no state of the register would allow."""
    there = {*known, *codes_of_draft(draft)}
    taken = {*known, *(act.values.get("code") for act in draft.acts if act.kind == "rename")}
    keys: set[str] = set()
    for act in draft.acts:
        if act.kind == "found":
            if act.values["key"] in keys:
                troubles.add(f"{act.pointer}/key", KeyTwice(key=act.values["key"]))
            if act.values["key"] in taken and act.values["key"] != act.values["code"]:
                troubles.add(f"{act.pointer}/key", KeyTaken(key=act.values["key"]))
            keys.add(act.values["key"])
        if act.kind == "seat" and sum(value is not None for value in act.values["holder"].values()) != 1:
            troubles.add(f"{act.pointer}/holder", OneHolder())
        if act.kind == "merge":
            check_merge(act, troubles)
        for pointer, name in bodies_named(act):
            if name not in there:
                near = troubles.nearest(name, sorted(there))
                troubles.add(pointer, NoSuchBody(body=name, day=act.on, near=near))


def codes_of_draft(draft: Reorganisation) -> set[str]:
    """Return the keys and codes that the draft itself gives."""
    given = [act.values.get(name) for act in draft.acts if act.kind in ("found", "rename") for name in ("key", "code")]
    return {str(each) for each in given if each}


def bodies_named(act: DraftAct) -> Iterator[tuple[str, str]]:
    """Yield each body that an act names, with its place."""
    for name in NAMING:
        if isinstance(value := act.values.get(name), str):
            yield f"{act.pointer}/{name}", value
    for place, value in enumerate(act.values.get("bodies") or ()):
        yield f"{act.pointer}/bodies/{place}", value
    if act.kind == "seat" and isinstance(value := act.values["holder"].get("body"), str):
        yield f"{act.pointer}/holder/body", value
    if act.kind == "split":
        for place, part in enumerate(act.values["into"]):
            yield f"{act.pointer}/into/{place}/body", part["body"]


def check_merge(act: DraftAct, troubles: FieldErrors) -> None:
    """Note a body that is named twice, and a merge of one body."""
    bodies = act.values["bodies"]
    for place, name in enumerate(bodies):
        if name in bodies[:place]:
            troubles.add(f"{act.pointer}/bodies/{place}", BodyTwice(body=name))
    if len(set(bodies)) < 2:
        into = act.values["into"]
        troubles.add(f"{act.pointer}/bodies", IntoItself(body=into) if set(bodies) == {into} else MergeAlone())
