"""Acts on bodies: founding, names, parents, and the end of a body with what it hands over."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from institutions.drafts.reorganisation.document import DraftAct
from institutions.drafts.reorganisation.mandates import Touched, domain_label, taken
from institutions.drafts.reorganisation.posts import add_post, leaves, let_people_go, move_holders, moved_post
from institutions.drafts.reorganisation.seats import orphaned_seats
from institutions.drafts.reorganisation.troubles import (
    BodiesBelow,
    BodyMovedTwice,
    BodyTwice,
    CodeTaken,
    IntoItself,
    KeyTwice,
    ParentCircle,
    RenamedTwice,
    SplitLeaves,
    SplitLeavesSeats,
)
from institutions.drafts.reorganisation.working import WorkingState, on_new_basis
from institutions.kinds.base import Label
from institutions.kinds.mandates import FUNCTIONS
from institutions.parties.organisation.state import HeldFunction, OrganisedBody


def found_bodies(acts: Sequence[DraftAct], state: WorkingState, known: AbstractSet[str]) -> None:
    """Found the bodies of one day, then place each under its parent: one may be under another of that day."""
    for act in acts:
        key, code, names = act.values["key"], act.values["code"], act.values["name"]
        if key in state.founded:
            state.refuse(act, "key", KeyTwice(key=key))
        elif code in known or code in state.founded or code in state.renamed.values():
            state.refuse(act, "code", CodeTaken(body=code))
        else:
            state.founded |= {key: code, code: code}
            state.bodies[code] = OrganisedBody(
                key=code, kind=act.values["kind"], en=names.get("en", ""), ja=names.get("ja", "")
            )
    state.troubles.refuse_if_any()
    place_bodies([(act, act.values["code"]) for act in acts], state)


def move_bodies(acts: Iterable[DraftAct], state: WorkingState) -> None:
    """Place the bodies that are moved under their new parents, all at once."""
    moved = [(act, state.body(act, "body")) for act in acts if act.kind == "move"]
    for place, (act, code) in enumerate(moved):
        if code is not None and code in (earlier for _, earlier in moved[:place]):
            state.refuse(act, "body", BodyMovedTwice(body=code))
    state.troubles.refuse_if_any()
    for _, code in moved:
        state.bodies[str(code)] = replace(state.bodies[str(code)], parent=None)
    place_bodies([(act, str(code)) for act, code in moved], state)


def place_bodies(placed: Iterable[tuple[DraftAct, str]], state: WorkingState) -> None:
    """Place bodies without a parent under theirs one by one; a circle is noted at the act that closes it."""
    for act, code in placed:
        parent = state.body(act, "parent")
        if parent is None:
            continue
        state.bodies[code] = replace(state.bodies[code], parent=parent)
        if parent == code or state.under_itself(code):
            state.refuse(act, "parent", ParentCircle(body=code))
            state.bodies[code] = replace(state.bodies[code], parent=None)


def rename_bodies(acts: Iterable[DraftAct], state: WorkingState, known: AbstractSet[str]) -> None:
    """Give bodies their new names, and codes where the act gives one."""
    renamed: set[str] = set()
    for act in acts:
        if act.kind != "rename" or (code := state.body(act, "body")) is None:
            continue
        if code in renamed:
            state.refuse(act, "body", RenamedTwice(body=code))
            continue
        renamed.add(act.values.get("code") or code)
        names, new = act.values["name"], act.values.get("code")
        state.bodies[code] = replace(state.bodies[code], en=names.get("en", ""), ja=names.get("ja", ""))
        if not new or new == code:
            continue
        if new in known or new in state.bodies or new in state.founded:
            state.refuse(act, "code", CodeTaken(body=new))
        else:
            state.rename(code, new)
            state.hand_body(act, code, new, is_same=True)


def split_body(act: DraftAct, state: WorkingState, touched: Touched) -> None:
    """Hand over what a split names. A body that it dissolves may leave nothing behind."""
    body = state.body(act, "body")
    if body is None:
        return
    before = list(state.mandates)
    for place, part in enumerate(act.values["into"]):
        where = f"into/{place}"
        to = state.body(act, f"{where}/body", part["body"])
        if to is None:
            continue
        if to == body:
            state.troubles.add(f"{act.pointer}/{where}/body", IntoItself(body=body))
            continue
        for number, named in enumerate(part.get("mandates") or ()):
            pointer = f"{act.pointer}/{where}/mandates/{number}"
            rows = taken(act, pointer, body, named, state, before, touched)
            state.mandates = [each for each in state.mandates if each not in rows]
            for each in rows:
                state.give(on_new_basis(each, to, act.basis))
        for number, names in enumerate(part.get("posts") or ()):
            pointer = f"{act.pointer}/{where}/posts/{number}"
            post = moved_post(names, body, pointer, state)
            if post and leaves(post, act.on, pointer, state):
                state.posts = [each for each in state.posts if each != post]
                add_post(replace(post, body=to), pointer, state)
                move_holders([(post, to)], state)
                state.hand_post(act, post, to)
        for number, named in enumerate(part.get("partnerships") or ()):
            pointer = f"{act.pointer}/{where}/partnerships/{number}"
            state.hand_partnerships(act, pointer, body, to, named["domain"])
    if act.values.get("dissolves"):
        end_without_rest(act, body, state)


def function_in_domain(held: HeldFunction) -> Label:
    """Return a mandate in words of both languages."""
    function, domain = FUNCTIONS[held.function], domain_label(held.domain)
    return Label(f"{function.en} ({domain.en})", f"{function.ja}（{domain.ja}）")


def end_without_rest(act: DraftAct, body: str, state: WorkingState) -> None:
    """End a body that was split; note the first thing that it would leave behind."""
    for held in state.mandates:
        if held.body == body:
            state.refuse(act, "", SplitLeaves(body=body, left=function_in_domain(held)))
            return
    for post in state.posts:
        if post.body == body:
            state.refuse(act, "", SplitLeaves(body=body, left=Label(post.en or post.ja, post.ja or post.en)))
            return
    if orphaned_seats(body, state):
        state.refuse(act, "", SplitLeavesSeats(body=body))
        return
    let_people_go(body, state)
    end_body(act, body, state)


def merge_bodies(act: DraftAct, state: WorkingState) -> None:
    """Hand everything of the merged bodies to one; the others end."""
    codes = [state.body(act, f"bodies/{place}", name) for place, name in enumerate(act.values["bodies"])]
    into = state.body(act, "into")
    if None in codes or into is None:
        return
    for place, code in enumerate(codes):  # by key and by code, or by two codes
        if code in codes[:place]:
            state.troubles.add(f"{act.pointer}/bodies/{place}", BodyTwice(body=str(code)))
            return
    for code in codes:
        if code != into:
            hand_over(act, str(code), into, state)


def dissolve_body(act: DraftAct, state: WorkingState) -> None:
    """End a body. Without a successor its mandates, posts and seats are named as orphans."""
    body, successor = state.body(act, "body"), state.optional_body(act, "successor")
    if body is None or (act.values.get("successor") is not None and successor is None):
        return
    if successor == body:
        state.refuse(act, "successor", IntoItself(body=body))
    elif successor:
        hand_over(act, body, successor, state)
    else:
        for held in state.mandates:
            if held.body == body:
                orphan = {"kind": "mandate", "body": body, "domain": held.domain or None, "function": held.function}
                state.orphans += [] if orphan in state.orphans else [orphan]
        state.orphans += [
            {"kind": "post", "body": body, "post": {"en": post.en, "ja": post.ja}}
            for post in state.posts
            if post.body == body
        ]
        state.orphans += orphaned_seats(body, state)
        state.mandates = [each for each in state.mandates if each.body != body]
        state.posts = [each for each in state.posts if each.body != body]
        state.seats = [each for each in state.seats if body not in (each.body, each.holder)]
        let_people_go(body, state)
        end_body(act, body, state)


def end_body(act: DraftAct, body: str, state: WorkingState) -> None:
    """Take a body out; nothing may be under it."""
    if below := state.children(body):
        state.refuse(act, "", BodiesBelow(body=body, below=below[0]))
        return
    del state.bodies[body]


def hand_over(act: DraftAct, body: str, to: str, state: WorkingState) -> None:
    """Give all that a body holds, and the bodies under it, to another one; it ends."""
    above = state.bodies[body].parent
    for child in state.children(body):
        state.bodies[child] = replace(state.bodies[child], parent=above if child == to else to)
    del state.bodies[body]
    held = [each for each in state.mandates if each.body == body]
    state.mandates = [each for each in state.mandates if each.body != body]
    for each in held:
        state.give(on_new_basis(each, to, act.basis))
    posts = [each for each in state.posts if each.body == body]
    state.posts = [each for each in state.posts if each.body != body]
    for post in posts:
        add_post(replace(post, body=to), act.pointer, state)
    state.hand_over_seats(body, to)
    state.hand_over_people(body, to)
    state.replace_in_posts_and_mandates(body, to)
    state.hand_body(act, body, to)
    if state.under_itself(to):
        state.refuse(act, "", ParentCircle(body=to))
