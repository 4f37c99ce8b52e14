"""Facts about the organisation of government in one domain, from its state on a day: a pure function."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from institutions.kinds.mandates import EVERY_DOMAIN
from institutions.parties.organisation.state import HeldFunction, Organisation
from rules.facts.derivation.people_in_office import people_facts
from rules.facts.kinds.base import Fact
from rules.facts.kinds.organisation import (
    ASSESSED,
    LED,
    AppointingBody,
    HeldMandate,
    LeadingBody,
    LedFunction,
    OrganisationDomain,
)

LEADS: Final = ("sole", "joint")


def organisation_facts(organisation: Organisation, domain: str) -> tuple[Fact, ...]:
    """Return the facts of one domain; none for a domain that is not assessed."""
    if domain not in ASSESSED:
        return ()
    held = tuple(held_mandates(organisation, domain))
    return (
        OrganisationDomain(id=f"organisation_domain:{domain}", domain=domain, on=organisation.on.isoformat()),
        *(LedFunction(id=f"led_function:{function}", domain=domain, function=function) for function in LED),
        *held,
        *leading_bodies(held, domain),
        *appointing_bodies(organisation, held),
        *people_facts(organisation, held, domain),
    )


def held_mandates(organisation: Organisation, domain: str) -> Iterator[HeldMandate]:
    """Yield the mandates for the domain and for every domain."""
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for each in organisation.mandates:
        if each.domain not in ("", domain):
            continue
        own = each.domain or EVERY_DOMAIN
        name = f"held_mandate:{each.body}:{each.function}:{own}"
        yield HeldMandate(
            id=f"{name}:{next(numbers[name])}",
            body=each.body,
            root=organisation.root(each.body),
            domain=own,
            function=each.function,
            lead=each.lead,
            joint_in_law=each.lead == "joint" and each.in_law is True,
            targeted=each.target is not None,
            basis_ended=basis_has_ended(each, organisation),
            in_law=each.in_law,
            duty_to_answer=each.duty_to_answer,
            target=each.target,
        )


def basis_has_ended(held: HeldFunction, organisation: Organisation) -> bool:
    """Return whether the basis of a mandate ended before the day."""
    return held.basis_until_on is not None and held.basis_until_on < organisation.on


def leading_bodies(held: Iterable[HeldMandate], domain: str) -> Iterator[LeadingBody]:
    """Yield each body that leads a function, with the others whose lead no law makes a joint one."""
    led: defaultdict[str, defaultdict[str, list[HeldMandate]]] = defaultdict(lambda: defaultdict(list))
    for each in held:
        if each.function in LED and each.lead in LEADS:
            led[each.function][each.root].append(each)
    for function, by_root in led.items():
        alone = {root for root, mandates in by_root.items() if not all(each.joint_in_law for each in mandates)}
        named = {root for root, mandates in by_root.items() if any(each.domain == domain for each in mandates)}
        for root, mandates in by_root.items():
            others = sorted(alone - {root})
            yield LeadingBody(
                id=f"leading_body:{function}:{root}",
                origins=tuple(each.id for each in mandates),
                root=root,
                domain=domain if named & {root, *others} else EVERY_DOMAIN,
                function=function,
                joint_in_law=root not in alone,
                others=len(others),
                beside=others[0] if others else None,
            )


def appointing_bodies(organisation: Organisation, held: Iterable[HeldMandate]) -> Iterator[AppointingBody]:
    """Yield who fills the posts of each body that supervises or audits a body that its mandate names."""
    for body in sorted({each.body for each in held if each.targeted}):
        posts = [post for post in organisation.posts if post.body == body]
        for number, post in enumerate(posts, start=1):
            by = post.appointed_by
            for above in organisation.line(by) if by else (None,):
                yield AppointingBody(
                    id=f"appointing_body:{body}:{number}:{above or ''}",
                    of=body,
                    by=by,
                    counts_as=above,
                    agreed_by="no_consent" if post.consent == "none" else post.consent or None,
                    tenure=post.tenure,
                )
        if not posts:
            yield AppointingBody(id=f"appointing_body(of={body})", of=body)
