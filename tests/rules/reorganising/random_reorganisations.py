"""Random governments with partnerships, and random reorganisations of them. All bodies and parties are fictional."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import after_acts
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.store import register_partnership
from institutions.models import BodyParent, GovernmentBody, Mandate, Party, Person, Post, Source, Submission, table_of
from institutions.parties.organisation.state import OrganisationHistory
from tests.documents import small
from tests.rules.reorganising.drafted import day, document

Json = dict[str, Any]
DOMAINS = ("cloud", "energy", "magnets")
FUNCTIONS = ("policy", "promotes", "regulates", "funds", "selects", "evaluates", "coordinates", "supervises")
OVER_ANOTHER = ("supervises",)  # functions of one body over another one
KINDS = ("ministry", "external_bureau", "independent_commission", "other")
POSTS = (("Director", "課長"), ("Counsellor", "参事官"))
LONG_AGO = date(2001, 1, 6)
ENDED_ON = date(2025, 3, 31)
GONE, IDLE = "GONE", "IDLE"  # a body that ended with nobody in its place; one that holds nothing and may end so
MOST_ACTS = 5
TRIES = 60  # acts that are drawn for one reorganisation: most cannot be done together


def make_government(rng: random.Random) -> list[str]:
    """Store up to six bodies in a forest, with mandates and posts; return their codes.

    Two more hold nothing, one of which has ended: obligations of theirs are those that INS-12 flags. An appeal against
    the one that ended concerns the partnerships of the body over it, until they go to another body.
    """
    codes = [f"B{number}" for number in range(rng.randint(3, 6))]
    source = Source.objects.create(title=f"Fictional order {rng.random()}")
    stated: Json = {"source": source, "from_on": LONG_AGO}
    bodies: dict[str, GovernmentBody] = {}
    for place, code in enumerate(codes):
        bodies[code] = GovernmentBody.objects.create(
            code=code, type=rng.choice(KINDS), country="JP", name_en=code, name_ja=f"{code}庁", founded_on=LONG_AGO
        )
        if above := rng.choice([None, *codes[:place]]):
            BodyParent.objects.create(body=bodies[code], parent=bodies[above], **stated)
    for code, above, last in ((IDLE, rng.choice(codes), None), (GONE, codes[0], ENDED_ON)):
        bodies[code] = GovernmentBody.objects.create(
            code=code, type="other", country="JP", name_en=code, name_ja=f"{code}庁", founded_on=LONG_AGO,
            dissolved_on=last,
        )  # fmt: skip
        BodyParent.objects.create(body=bodies[code], parent=bodies[above], **stated)
    for _ in range(rng.randint(2, 8)):
        function = rng.choice(FUNCTIONS)
        Mandate.objects.create(
            body=bodies[rng.choice(codes)],
            function=function,
            domain=rng.choice(["", *DOMAINS]),
            lead=rng.choice(["sole", "joint", "assists"]),
            in_law=rng.choice([True, False, None]),
            target=bodies[rng.choice(codes)] if function in OVER_ANOTHER else None,
            duty_to_answer=rng.choice([True, False, None]),
            **stated,
        )
    for code in codes:
        for en, ja in rng.sample(POSTS, rng.randint(0, 2)):
            body = bodies[code]
            Post.objects.create(body=body, name_en=en, name_ja=ja, appointed_by=bodies[rng.choice(codes)], **stated)
    seats: Any = table_of("seat")
    for council, holder in {(rng.choice(codes), rng.choice(codes)) for _ in range(3)}:
        if council != holder:
            seats.objects.create(
                reach="register", body=bodies[council], holder=bodies[holder], votes=rng.randint(0, 2), **stated
            )
    measures: Any = table_of("measure")
    filed: Json = {"type": "order", "on": date(2025, 3, 1), "appeal_filed_on": date(2025, 3, 20)}
    measures.objects.create(reach="register", body=bodies[GONE], domain=rng.choice(DOMAINS), source=source, **filed)
    appointments: Any = table_of("appointment")
    people = [Person.objects.create(name_en=f"Person {number}") for number in range(3)]
    for _ in range(4):
        post = rng.choice([None, *(text for names in POSTS for text in names)])
        appointments.objects.create(
            reach="register", person=rng.choice(people), body=bodies[rng.choice(codes)], post=post, **stated
        )
    return codes


def make_partnership(rng: random.Random, number: int, codes: Sequence[str]) -> Submission:
    """Register a partnership whose officials, measures and awards are of random bodies."""
    sponsor, submitter = rng.choice(codes), rng.choice([*codes, IDLE])
    others = [code for code in (*codes, IDLE) if code != sponsor]
    post = rng.choice([None, *(name for names in POSTS for name in names)])
    domain = rng.choice(DOMAINS)
    statements: list[Json] = [
        {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
        {"kind": "appointment", "person": "sato", "body": rng.choice([sponsor, *codes]), "from": "2020-04-01",
         "grade": "division_director", "service": "regular", **({"post": post} if post else {})},
        {"kind": "award", "body": rng.choice(codes), "company": "hikari", "on": "2026-01-10", "amount_yen": 900_000,
         "domain": domain, "object": "goods", "method": "negotiated"},
        {"kind": "measure", "type": "exclusion", "body": rng.choice(codes), "company": "hikari", "on": "2026-05-01"},
        {"kind": "measure", "type": "order", "body": rng.choice([*codes, IDLE, GONE, GONE]), "domain": domain,
         "on": "2025-03-01", "appeal_filed_on": "2025-03-20"},
        {"kind": "dispute", "claimant": "hikari", "respondent": rng.choice([*codes, IDLE, GONE]), "forum": "court",
         "opened_on": "2025-03-10"},
        {"kind": "secondment", "person": "sato", "company": "kita", "body": rng.choice(codes), "from": "2024-04-01"},
        {"kind": "listing", "company": "hikari", "list": "exclusion_from_tender", "body": rng.choice(codes),
         "ground": "suspension", "from": "2026-05-01", "until": "2027-12-31"},
        {"kind": "appointment", "person": "tanaka", "body": rng.choice(codes), "from": "2015-04-01",
         "until": "2026-01-31", "grade": "division_director", "service": "regular"},
        {"kind": "re_employment", "person": "tanaka", "company": "hikari", "on": "2026-03-01"},
        {"kind": "directorship", "person": "tanaka", "company": "hikari", "from": "2026-03-01"},
        {"kind": "mandates_known", "body": rng.choice([sponsor, *codes])},
        {"kind": "duty", "person": "sato", "company": "hikari", "body": rng.choice(codes), "function": "permit"},
    ]  # fmt: skip
    return register_partnership(
        check_document(
            small(
                reference=f"R-{number}",
                submitted_by=submitter,
                sponsor=sponsor,
                domain=domain,
                scheme=rng.choice(["procurement", "grant", "joint_research"]),
                co_sponsors=rng.sample(others, min(len(others), rng.randint(0, 1))),
                officials=[{"person": "sato", "role": rng.choice(["decision_maker", "evaluator", "spec_author"])}],
                leads=[
                    {"function": "specification", "by": rng.choice([sponsor, "hikari"])},
                    {"function": "oversight", "by": rng.choice(codes)},
                ],
                people=[
                    {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}},
                    {"key": "tanaka", "name": {"en": "Tanaka Sho", "ja": "田中 翔"}},
                ],
                statements=[each for each in statements if rng.random() < 0.7],
            )
        ),
        account=None,
        way="file",
    ).submission


def make_reorganisation(rng: random.Random, codes: Sequence[str], on: int) -> Json:
    """Return a document of some acts that can be done together, that a law carries and that leaves no mandate over."""
    history = OrganisationHistory.read()
    known = history.known()
    company = Party.objects.filter(kind="company").order_by("pk").first()
    acts: list[Json] = []
    for number in range(TRIES):
        tried = [*acts, random_act(rng, codes, company, number, on)]
        try:
            draft = read_reorganisation(document(*tried, on=on))
            state = after_acts(draft, history.organisation(draft.assessed_on), history.keys, known)
        except DraftInvalid:
            continue
        if not state.orphans:
            acts = tried
        if len(acts) >= MOST_ACTS:
            break
    return document(*acts, on=on) if acts else document(founding("ZERO"), on=on)


def founding(key: str) -> Json:
    """Return the founding of a body under the first one."""
    names = {"en": key, "ja": f"{key}庁"}
    of_body = {"key": key.lower(), "code": key, "name": names, "kind": "external_bureau", "parent": "B0"}
    return {"act": "found", **of_body}


def everything_away(body: str, to: str) -> Json:
    """Return a split that dissolves a body of the register and gives another one all that it has."""
    mandates = [
        {"function": held.function, **({"domain": held.domain} if held.domain else {})}
        for held in Mandate.objects.filter(body__code=body).order_by("function", "domain")
    ]
    posts = [{"en": held.name_en} for held in Post.objects.filter(body__code=body).order_by("pk")]
    unlike = [each for place, each in enumerate(mandates) if each not in mandates[:place]]
    partnerships = [{"domain": domain} for domain in DOMAINS]
    part: Json = {"body": to, "mandates": unlike, "posts": posts, "partnerships": partnerships}
    return {"act": "split", "body": body, "into": [part], "dissolves": True}


def seated(rng: random.Random, body: str, company: Party | None) -> Json:
    """Return the holder of a seat: a body, or a company of the register."""
    return {"company": str(company.pk)} if company and rng.random() < 0.5 else {"body": body}


def random_act(rng: random.Random, codes: Sequence[str], company: Party | None, number: int, on: int) -> Json:
    """Return one act on random bodies; it may well be impossible."""
    places = [*codes, *(f"N{each}" for each in range(number))]
    one, other, third = (rng.choice(places) for _ in range(3))
    function, domain = rng.choice(FUNCTIONS), rng.choice([None, *DOMAINS])
    of_domain = {"domain": domain} if domain else {}
    post = rng.choice([text for names in POSTS for text in names])
    filled: Json = {
        "appointed_by": third,
        "dismissed_by": other,
        "consent": rng.choice(["diet", "cabinet", "none"]),
        "tenure": rng.random() < 0.5,
    }
    filled = {name: value for name, value in filled.items() if rng.random() < 0.5}
    held = {"lead": rng.choice(["sole", "joint", "assists"]), "duty_to_answer": rng.random() < 0.5}
    held |= {"target": third} if function in OVER_ANOTHER else {}
    # What is taken from a body is mostly something that it has: few bodies hold one of so many mandates.
    mandate = rng.choice(Mandate.objects.select_related("body").order_by("pk"))
    holder, taken = mandate.body.key, {"function": mandate.function}
    taken |= {"domain": mandate.domain} if mandate.domain else {}
    over_gone = codes[0]
    renamed = {"en": f"Renamed {number}", "ja": f"改称{number}"}
    acts: list[Json] = [
        founding(f"N{number}"),
        {"act": "dissolve", "body": one, "successor": other},
        {"act": "dissolve", "body": rng.choice([one, IDLE])},
        {"act": "merge", "bodies": [one, other], "into": rng.choice([one, third])},
        {"act": "move", "body": one, "parent": other},
        {"act": "rename", "body": one, "name": renamed, **({"code": f"M{number}"} if rng.random() < 0.5 else {})},
        {"act": "move_post", "body": one, "post": post, "to": other, **filled},
        {"act": "create_post", "body": one, "post": f"Post {number}", **filled},
        {"act": "end_post", "body": one, "post": post},
        {"act": "move_mandate", "from": holder, "to": other, **taken},
        {"act": "seat", "body": one, "holder": seated(rng, other, company), "votes": rng.randint(0, 4)},
        {"act": "seat", "body": one, "holder": seated(rng, other, company)},
        {"act": "grant_mandate", "body": one, "function": function, **of_domain, **held},
        {"act": "split", "body": holder, "into": [{"body": other, "mandates": [taken]}]},
        everything_away(rng.choice([one, IDLE]), other),
        {"act": "end_mandate", "body": holder, **taken},
        {
            "act": "split",
            "body": one,
            "into": [{"body": other, "partnerships": [{"domain": rng.choice(DOMAINS)}], "posts": [post]}],
        },
        {"act": "split", "body": one, "into": [{"body": other, "partnerships": [{"domain": rng.choice(DOMAINS)}]}]},
        {
            "act": "split",
            "body": over_gone,
            "into": [{"body": other, "partnerships": [{"domain": rng.choice(DOMAINS)}]}],
        },
    ]
    act = rng.choice(acts)
    return {**act, "on": day(on + rng.choice([0, 0, 3]))} if rng.random() < 0.5 else act
