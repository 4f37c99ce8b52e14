"""Checks between the rows of the seed files: unique codes, and references that lead somewhere."""

from collections import Counter
from collections.abc import Callable, Iterator

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.seeding.errors import SeedErrors
from institutions.seeding.rows import Seed, SeedOrigin, budget_key, posting_key, seat_key
from institutions.seeding.troubles import (
    SeedAboveItself,
    SeedRepeated,
    SeedUnknownBody,
    SeedUnknownCountry,
    SeedUnknownDomain,
    SeedUnknownSource,
    SeedUnreadSource,
)


def check_together(seed: Seed, troubles: SeedErrors) -> None:
    """Note every code that comes twice and every reference that leads nowhere."""
    check_unique(seed, troubles)
    sources = {source.key for source in seed.sources}
    for where, origin in seed_origins(seed):
        must_exist(origin.source, sources, f"{where}: source", SeedUnknownSource, troubles)
        if origin.source == "unread" and origin.confidence != "memory":
            troubles.add(where, SeedUnreadSource())
    for treaty in seed.treaties:
        for key in treaty.also:
            must_exist(key, sources, f"treaties.yaml ({treaty.key}): also", SeedUnknownSource, troubles)
    check_bodies(seed, troubles)
    check_countries(seed, troubles)
    domains = {word.code for word in seed.domains}
    for mandate in seed.mandates:
        if mandate.domain:
            must_exist(mandate.domain, domains, f"mandates.yaml ({mandate.body}): domain", SeedUnknownDomain, troubles)
    for posting in seed.postings:
        must_exist(posting.domain, domains, f"postings.yaml ({posting.body}): domain", SeedUnknownDomain, troubles)
    for line in seed.budget_lines:
        must_exist(line.domain, domains, f"budgets.yaml ({line.body}): domain", SeedUnknownDomain, troubles)
    for statement in seed.brief:
        where = f"brief.yaml ({statement.code})"
        if statement.domain:
            must_exist(statement.domain, domains, f"{where}: domain", SeedUnknownDomain, troubles)
        if statement.confirmed_by:
            must_exist(statement.confirmed_by, sources, f"{where}: confirmed_by", SeedUnknownSource, troubles)


def check_unique(seed: Seed, troubles: SeedErrors) -> None:
    """Check that each code or key comes once in its file."""
    for file, keys in (
        ("sources.yaml", [source.key for source in seed.sources]),
        ("sources.yaml", [f"the document '{s.title.en}' ({s.publisher}, {s.url})" for s in seed.sources]),
        ("bodies.yaml", [body.code for body in seed.bodies]),
        ("treaties.yaml", [treaty.key for treaty in seed.treaties]),
        ("treaties.yaml, coverage", [covered.country for covered in seed.coverage]),
        ("domains.yaml", [word.code for word in seed.domains]),
        ("legal_grounds.yaml", [word.code for word in seed.legal_grounds]),
        ("countries.yaml", [word.code for word in seed.countries]),
        ("brief.yaml", [statement.code for statement in seed.brief]),
        ("mandates.yaml", [f"{m.body} {m.function} {m.domain} {m.basis.en}" for m in seed.mandates]),
        ("posts.yaml", [f"{post.body} {post.name.en} {post.from_on}" for post in seed.posts]),
        ("seats.yaml", [" ".join(seat_key(each)) for each in seed.seats]),
        ("postings.yaml", [" ".join(posting_key(each)) for each in seed.postings]),
        ("budgets.yaml", [" ".join(budget_key(each)) for each in seed.budget_lines]),
    ):
        for key, count in Counter(keys).items():
            if count > 1:
                troubles.add(file, SeedRepeated(key=key, count=PlainNumber(count)))


def check_bodies(seed: Seed, troubles: SeedErrors) -> None:
    """Check that parents and bodies named by rows exist, and that no body is above itself."""
    codes = {body.code for body in seed.bodies}
    parents: dict[str, set[str]] = {body.code: {parent.parent for parent in body.parents} for body in seed.bodies}
    for body in seed.bodies:
        for parent in body.parents:
            must_exist(parent.parent, codes, f"bodies.yaml ({body.code}): parent", SeedUnknownBody, troubles)
        if body.code in bodies_above(body.code, parents):
            troubles.add(f"bodies.yaml ({body.code})", SeedAboveItself())
    for mandate in seed.mandates:
        must_exist(mandate.body, codes, "mandates.yaml: body", SeedUnknownBody, troubles)
        must_exist(mandate.target, codes, f"mandates.yaml ({mandate.body}): target", SeedUnknownBody, troubles)
    for post in seed.posts:
        must_exist(post.body, codes, "posts.yaml: body", SeedUnknownBody, troubles)
        for field, code in (("appointed_by", post.appointed_by), ("dismissed_by", post.dismissed_by)):
            must_exist(code, codes, f"posts.yaml ({post.body}): {field}", SeedUnknownBody, troubles)
    for seat in seed.seats:
        must_exist(seat.council, codes, "seats.yaml: council", SeedUnknownBody, troubles)
        must_exist(seat.holder, codes, f"seats.yaml ({seat.council}): holder", SeedUnknownBody, troubles)
    for posting in seed.postings:
        must_exist(posting.body, codes, "postings.yaml: body", SeedUnknownBody, troubles)
        must_exist(posting.origin_body, codes, f"postings.yaml ({posting.body}): origin", SeedUnknownBody, troubles)
    for line in seed.budget_lines:
        must_exist(line.body, codes, "budgets.yaml: body", SeedUnknownBody, troubles)
        must_exist(line.shared_with, codes, f"budgets.yaml ({line.body}): shared_with", SeedUnknownBody, troubles)
    for statement in seed.brief:
        for subject in statement.subjects:
            if subject.body:
                where = f"brief.yaml ({statement.code}): body"
                must_exist(subject.body, codes, where, SeedUnknownBody, troubles)


def bodies_above(code: str, parents: dict[str, set[str]]) -> set[str]:
    """Collect every body that is above one at some time."""
    found: set[str] = set()
    todo = list(parents.get(code, ()))
    while todo:
        parent = todo.pop()
        if parent not in found:
            found.add(parent)
            todo.extend(parents.get(parent, ()))
    return found


def check_countries(seed: Seed, troubles: SeedErrors) -> None:
    """Check that country codes named by rows are in the list of countries."""
    countries = {word.code for word in seed.countries}
    for treaty in seed.treaties:
        for party in treaty.parties:
            where = f"treaties.yaml ({treaty.key}): party"
            must_exist(party.country, countries, where, SeedUnknownCountry, troubles)
    for covered in seed.coverage:
        must_exist(covered.country, countries, "treaties.yaml, coverage", SeedUnknownCountry, troubles)
    for statement in seed.brief:
        for subject in statement.subjects:
            if subject.country:
                where = f"brief.yaml ({statement.code}): country"
                must_exist(subject.country, countries, where, SeedUnknownCountry, troubles)


def must_exist(key: str, known: set[str], where: str, kind: Callable[..., Coded], troubles: SeedErrors) -> None:
    """Note a reference that leads nowhere. An empty one was noted when the row was read."""
    if key and key not in known:
        troubles.add(where, kind(key=key))


def seed_origins(seed: Seed) -> Iterator[tuple[str, SeedOrigin]]:
    """Yield the origin of every row, with its place in the files."""
    for body in seed.bodies:
        yield f"bodies.yaml ({body.code})", body.origin
        yield from ((f"bodies.yaml ({body.code}, name)", name.origin) for name in body.names)
        yield from ((f"bodies.yaml ({body.code}, parent)", parent.origin) for parent in body.parents)
    for mandate in seed.mandates:
        yield f"mandates.yaml ({mandate.body})", mandate.origin
    for post in seed.posts:
        yield f"posts.yaml ({post.body})", post.origin
    yield from ((f"seats.yaml ({seat.council})", seat.origin) for seat in seed.seats)
    yield from ((f"postings.yaml ({posting.body})", posting.origin) for posting in seed.postings)
    yield from ((f"budgets.yaml ({line.body})", line.origin) for line in seed.budget_lines)
    for treaty in seed.treaties:
        yield f"treaties.yaml ({treaty.key})", treaty.origin
        yield from ((f"treaties.yaml ({treaty.key}, {p.country})", p.origin) for p in treaty.parties)
    for covered in seed.coverage:
        yield f"treaties.yaml, coverage ({covered.country})", covered.origin
    for file, words in (
        ("domains.yaml", seed.domains),
        ("legal_grounds.yaml", seed.legal_grounds),
        ("countries.yaml", seed.countries),
    ):
        yield from ((f"{file} ({word.code})", word.origin) for word in words)
    for statement in seed.brief:
        yield f"brief.yaml ({statement.code})", statement.origin
