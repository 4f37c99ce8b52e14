"""Acts on mandates. Those of one day happen together: all are compared with what was held before any of them."""

from collections.abc import Iterable

from institutions.drafts.reorganisation.document import DraftAct, Values
from institutions.drafts.reorganisation.troubles import IntoItself, MandateHeld, MandateNotHeld, MandateTwice
from institutions.drafts.reorganisation.working import WorkingState, on_new_basis
from institutions.kinds.base import Label
from institutions.kinds.mandates import EVERY_DOMAIN_LABEL, FUNCTIONS
from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.state import HeldFunction

Touched = dict[tuple[str, str, str, str | None], str]  # body, function, domain and target: the place of the act


def change_mandates(acts: Iterable[DraftAct], state: WorkingState, touched: Touched) -> None:
    """Apply all acts on mandates of one day."""
    before = list(state.mandates)
    ended: list[HeldFunction] = []
    given: list[HeldFunction] = []
    for act in acts:
        if act.kind == "grant_mandate":
            given += granted(act, state, before, touched)
        elif act.kind in ("end_mandate", "move_mandate"):
            source = "from" if act.kind == "move_mandate" else "body"
            body, to = state.body(act, source), state.body(act, "to") if act.kind == "move_mandate" else None
            if body is None or (act.kind == "move_mandate" and to is None):
                continue
            if body == to:
                state.refuse(act, "to", IntoItself(body=body))
                continue
            rows = taken(act, act.pointer, body, act.values, state, before, touched)
            ended += rows
            given += [on_new_basis(each, to, act.basis) for each in rows if to]
    state.mandates = [each for each in state.mandates if each not in ended]
    for each in given:
        state.give(each)


def granted(
    act: DraftAct, state: WorkingState, before: Iterable[HeldFunction], touched: Touched
) -> tuple[HeldFunction, ...]:
    """Return the mandate that an act grants; nothing where it is refused."""
    body, target = state.body(act, "body"), state.optional_body(act, "target")
    if body is None or (act.values.get("target") is not None and target is None):
        return ()
    function, domain = act.values["function"], act.values.get("domain") or ""
    held = HeldFunction(
        body=body,
        function=function,
        domain=domain,
        lead=act.values.get("lead") or "sole",
        target=target,
        duty_to_answer=act.values.get("duty_to_answer"),
        in_law=bool(act.basis.law),
        basis_en=act.basis.text,
        basis_ja=act.basis.text,
    )
    if is_second(held, act.pointer, state, touched):
        return ()
    if any(
        (each.body, each.function, each.target) == (body, function, target) and each.domain in ("", domain)
        for each in before
    ):
        said = MandateHeld(body=body, function=FUNCTIONS[function], domain=domain_label(domain))
        state.troubles.add(act.pointer, said)
        return ()
    return (held,)


def taken(
    act: DraftAct,
    pointer: str,
    body: str,
    named: Values,
    state: WorkingState,
    before: Iterable[HeldFunction],
    touched: Touched,
) -> list[HeldFunction]:
    """Return the mandates that an act takes from a body: of a function, for a domain or for every one."""
    function, domain, target = named["function"], named.get("domain") or "", None
    if named.get("target") is not None and (target := state.body(act, "target")) is None:
        return []
    rows = [
        each
        for each in before
        if (each.body, each.function, each.domain) == (body, function, domain) and target in (None, each.target)
    ]
    if not rows:  # an act of the day may have taken it
        of_day = {key[:3] for key in touched}
        trouble = MandateTwice if (body, function, domain) in of_day else MandateNotHeld
        state.troubles.add(pointer, trouble(body=body, function=FUNCTIONS[function], domain=domain_label(domain)))
    second = [each for each in rows if is_second(each, pointer, state, touched)]
    return [] if second else rows


def is_second(held: HeldFunction, pointer: str, state: WorkingState, touched: Touched) -> bool:
    """Note a second act of one day on one mandate, and return whether it is one."""
    key = held.body, held.function, held.domain, held.target
    if touched.setdefault(key, pointer) == pointer:
        return False
    said = MandateTwice(body=held.body, function=FUNCTIONS[held.function], domain=domain_label(held.domain))
    state.troubles.add(pointer, said)
    return True


def domain_label(domain: str) -> Label:
    """Return the name of a domain, or of every one."""
    return DOMAINS[domain] if domain else EVERY_DOMAIN_LABEL
