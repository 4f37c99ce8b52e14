"""Acts on posts, and posts by name: written exactly, in either language, after NFKC."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from institutions.drafts.reorganisation.document import DraftAct
from institutions.drafts.reorganisation.troubles import (
    NoSuchPost,
    PostAmbiguous,
    PostNotOnRecord,
    PostTaken,
    PostTwice,
)
from institutions.drafts.reorganisation.working import WorkingState, text_of
from institutions.parties.organisation.state import OrganisedPost


def change_posts(acts: Iterable[DraftAct], state: WorkingState) -> None:
    """Apply all acts on posts of one day: what goes, goes first."""
    arriving: list[tuple[DraftAct, OrganisedPost, OrganisedPost | None]] = []
    leaving: list[OrganisedPost] = []
    going: list[tuple[OrganisedPost, str | None]] = []
    for act in acts:
        if act.kind not in ("create_post", "end_post", "move_post"):
            continue
        body, to = state.body(act, "body"), state.body(act, "to") if act.kind == "move_post" else None
        changes = filled_by(act, state)
        if body is None or (act.kind == "move_post" and to is None):
            continue
        if act.kind == "create_post":
            names = act.values["post"]
            made = OrganisedPost(body=body, en=names.get("en", ""), ja=names.get("ja", ""), **changes)
            arriving.append((act, made, None))
        elif (found := named_by(act, body, state)) and leaves(found, act.on, f"{act.pointer}/post", state):
            leaving.append(found)
            going.append((found, to))
            if to:
                arriving.append((act, replace(found, body=to, **changes), found))
    state.posts = [each for each in state.posts if each not in leaving]
    move_holders(going, state)
    for act, post, origin in arriving:
        add_post(post, f"{act.pointer}/post", state)
        if origin:
            state.hand_post(act, origin, post.body)


def named_by(act: DraftAct, body: str, state: WorkingState) -> OrganisedPost | None:
    """Return the post that an act ends or moves; note it if there is none to end."""
    find = moved_post if act.kind == "move_post" else post_named
    return find(act.values["post"], body, f"{act.pointer}/post", state)


def moved_post(names: Mapping[str, str], body: str, pointer: str, state: WorkingState) -> OrganisedPost | None:
    """Return the post of a body that an act moves; note it if several have the name.

    A body has posts that the register does not know. One that is not on record moves as it is named, with a note: it
    begins in the other body, and nothing is said of how it was filled.
    """
    if posts_named(names, body, state):
        return post_named(names, body, pointer, state)
    known = [text for each in state.posts if each.body == body for text in (each.en, each.ja) if text]
    near = state.notes.nearest(text_of(names), known)
    state.notes.add(pointer, PostNotOnRecord(body=body, post=text_of(names), near=near))
    return OrganisedPost(body=body, en=names.get("en", ""), ja=names.get("ja", ""))


def leaves(post: OrganisedPost, on: date, pointer: str, state: WorkingState) -> bool:
    """Take a post out of its body; note it and return False if an act of the day did so before.

    One that is not on record is there under its name alone, so each name counts.
    """
    on_record = post in state.posts
    for day, other in state.left:
        if day == on and (other == post or (not on_record and are_one(other, post, state))):
            state.troubles.add(pointer, PostTwice(body=post.body, post=post.en or post.ja))
            return False
    state.left.append((on, post))
    return True


def are_one(one: OrganisedPost, other: OrganisedPost, state: WorkingState) -> bool:
    """Return whether posts are of one body and have a name in common."""
    names = [{state.folded(each.en), state.folded(each.ja)} - {""} for each in (one, other)]
    return one.body == other.body and bool(names[0] & names[1])


def move_holders(going: Iterable[tuple[OrganisedPost, str | None]], state: WorkingState) -> None:
    """Let those who hold posts go with them to another body. Posts are matched by name.

    Where a post ends, its holder stays until a statement says where to: an act on posts says nothing of that.
    """
    to_of = {
        (post.body, name): to
        for post, to in going
        for name in (state.folded(post.en), state.folded(post.ja))
        if name and to
    }
    state.appointments = [
        replace(each, body=to_of.get((each.body, state.folded(each.post)), each.body)) for each in state.appointments
    ]


def let_people_go(body: str, state: WorkingState) -> None:
    """End the appointments and secondments in a body."""
    state.appointments = [each for each in state.appointments if each.body != body]
    state.secondments = [each for each in state.secondments if each.body != body]


def filled_by(act: DraftAct, state: WorkingState) -> dict[str, Any]:  # Any: columns of a post
    """Return what an act says of how a post is filled; what it leaves out stays as it is."""
    found: dict[str, Any] = {
        name: state.body(act, name) for name in ("appointed_by", "dismissed_by") if act.values.get(name) is not None
    }
    return found | {
        name: act.values[name] for name in ("grade", "consent", "tenure") if act.values.get(name) is not None
    }


def add_post(post: OrganisedPost, pointer: str, state: WorkingState) -> None:
    """Add a post to a body that has none of the name."""
    if posts_named({"en": post.en, "ja": post.ja}, post.body, state):
        state.troubles.add(pointer, PostTaken(body=post.body, post=post.en or post.ja))
    else:
        state.posts.append(post)


def post_named(names: Mapping[str, str], body: str, pointer: str, state: WorkingState) -> OrganisedPost | None:
    """Return the post of a body by its name; note it if there is none or if there are several."""
    found = posts_named(names, body, state)
    if len(found) > 1:
        wanted = {state.folded(text) for text in names.values()}
        found = [each for each in found if {state.folded(each.en), state.folded(each.ja)} >= wanted]
    if len(found) == 1:
        return found[0]
    said = PostAmbiguous if posts_named(names, body, state) else NoSuchPost
    state.troubles.add(pointer, said(body=body, post=text_of(names)))
    return None


def posts_named(names: Mapping[str, str], body: str, state: WorkingState) -> list[OrganisedPost]:
    """Return the posts of a body that have one of the names."""
    wanted = {state.folded(text) for text in names.values()} - {""}
    return [
        each for each in state.posts if each.body == body and wanted & {state.folded(each.en), state.folded(each.ja)}
    ]
