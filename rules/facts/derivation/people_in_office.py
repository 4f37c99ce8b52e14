"""Facts about people in government bodies, from published appointments and secondments alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import permutations
from typing import Final

from institutions.kinds.mandates import EVERY_DOMAIN
from institutions.parties.organisation.published import PublishedSecondment
from institutions.parties.organisation.state import Organisation
from rules.facts.kinds.base import Fact
from rules.facts.kinds.organisation import ConcurrentPosts, HeldMandate, PublishedPosts, Secondee

REGULATING: Final = frozenset({"regulates", "licenses"})
GIVING: Final = frozenset({"selects", "funds"})
CHECKING: Final = frozenset({"evaluates", "audits"})
Mandates = Mapping[str, list[HeldMandate]]  # by body: its own, and those of bodies under it


def people_facts(organisation: Organisation, held: Iterable[HeldMandate], domain: str) -> Iterator[Fact]:
    """Yield whether appointments are published, posts that one person holds together, and secondees."""
    mandates = mandates_of_bodies(organisation, held)
    people = {each.person for each in organisation.appointments}
    if people:
        yield PublishedPosts(id="published_posts", people=len(people))
    yield from concurrent_posts(organisation, mandates)
    yield from secondees(organisation, mandates, domain)


def mandates_of_bodies(organisation: Organisation, held: Iterable[HeldMandate]) -> Mandates:
    """Return the mandates with which somebody in a body may have to do."""
    found: dict[str, list[HeldMandate]] = defaultdict(list)
    for each in held:
        for body in organisation.line(each.body):
            found[body].append(each)
    return found


def concurrent_posts(organisation: Organisation, mandates: Mandates) -> Iterator[ConcurrentPosts]:
    """Yield each pair of parted functions that posts of one person join, once."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for each in organisation.appointments:
        bodies[each.person].add(each.body)
    found: dict[str, ConcurrentPosts] = {}
    for person, of_person in sorted(bodies.items()):
        for beside, body in permutations(sorted(of_person), 2):
            if organisation.root(beside) == organisation.root(body):
                continue
            for first in mandates.get(beside, ()):
                for second in mandates.get(body, ()):
                    if not are_parted(first, second):
                        continue
                    domain = first.domain if second.domain == EVERY_DOMAIN else second.domain
                    name = f"{person}:{beside}:{first.function}:{body}:{second.function}:{domain}"
                    fact = ConcurrentPosts(
                        id=f"concurrent_posts:{name}",
                        origins=(first.id, second.id),
                        person=person,
                        beside=beside,
                        beside_function=first.function,
                        body=body,
                        function=second.function,
                        domain=domain,
                    )
                    found.setdefault(fact.id, fact)
    yield from found.values()


def are_parted(first: HeldMandate, second: HeldMandate) -> bool:
    """Return whether INS-03 or INS-04 would keep two mandates apart, held by one body."""
    if first.function == "promotes" and second.function in REGULATING:
        return first.domain == second.domain
    return first.function in GIVING and second.function in CHECKING


def merged_secondments(secondments: Iterable[PublishedSecondment]) -> Iterator[PublishedSecondment]:
    """Yield each person of a company in a body once, however many publications say so: one approval is enough."""
    found: dict[tuple[str, str, str], PublishedSecondment] = {}
    for each in secondments:
        key = each.person, each.company, each.body
        if before := found.get(key):
            stated = {before.approved_exchange, each.approved_exchange} - {None}
            found[key] = replace(
                each,
                approved_exchange=any(stated) if stated else None,
                domains=tuple(sorted({*before.domains, *each.domains})),
            )
        else:
            found[key] = each
    yield from found.values()


def secondees(organisation: Organisation, mandates: Mandates, domain: str) -> Iterator[Secondee]:
    """Yield each secondee in a body that regulates or licenses in the domain itself."""
    for sent in merged_secondments(organisation.secondments):
        functions = {
            each.function
            for each in mandates.get(sent.body, ())
            if each.function in REGULATING and each.domain == domain
        }
        for function in sorted(functions):
            known = bool(sent.domains)
            yield Secondee(
                id=f"secondee:{sent.person}:{sent.company}:{sent.body}:{function}"
                if known
                else f"{what_is_asked(sent)}/{sent.person}/{sent.body}/{function}",
                person=sent.person,
                company=sent.company,
                body=sent.body,
                function=function,
                domain=domain,
                in_domain=domain in sent.domains if known else None,
                approved_exchange=sent.approved_exchange,
            )


def what_is_asked(sent: PublishedSecondment) -> str:
    """Return the statement that would say in which domain a secondee's company works."""
    return f"market(company={sent.company})" if sent.named else f"posting(body={sent.body})"
