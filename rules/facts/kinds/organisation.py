"""Facts about the organisation of government on a day, in one domain: mandates, who leads, who appoints whom.

They are the facts of another subject than a partnership's: rules of the subject `organisation` read these alone.
"""

from dataclasses import dataclass
from typing import Annotated, Final

from institutions.kinds.mandates import CONSENTS, EVERY_DOMAIN, FUNCTIONS, LEADS
from institutions.kinds.words import DOMAINS
from rules.facts.kinds.base import BodyKey, CompanyKey, Count, Day, Fact, Flag, PersonKey, word_type

OTHER: Final = "other"  # the domain of what has none: a mandate for it says nothing of an industry
ASSESSED: Final = tuple(domain for domain in DOMAINS if domain != OTHER)
LED: Final = ("policy", "coordinates")  # the functions that one body should lead


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDomain(Fact):
    """A domain that is looked at, and the day.

    One for the domain of the case. None for the domain `other`, so that no rule has an answer there. id:
    `organisation_domain:<domain>`.
    """

    label = ("Domain looked at", "対象分野")

    domain: Annotated[str, word_type(*ASSESSED)]
    on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class LedFunction(Fact):
    """A function that some body should lead in the domain.

    One each for policy and coordination. id: `led_function:<function>`.
    """

    label = ("Function to be led", "主管を要する機能")

    domain: Annotated[str, word_type(*ASSESSED)]
    function: Annotated[str, word_type(*LED)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMandate(Fact):
    """A body holds a function in the domain on the day.

    One for each mandate in force of a body that exists on the day, for the domain or for every domain (`domain` is
    `all`). `root` is the body with which the body counts: the ministry, the Cabinet Secretariat, the Cabinet Office or
    the agency under the Cabinet over it, never the Cabinet; an independent commission counts for itself. `targeted`: it
    names a body as `target`. `joint_in_law`: a law gives a joint lead. `basis_ended`: its basis ended before the day.
    `in_law`, `duty_to_answer` as stated, else unknown. id: `held_mandate:<body>:<function>:<domain>:<number>`.
    """

    label = ("Mandate", "所掌事務")

    body: BodyKey
    root: BodyKey
    domain: Annotated[str, word_type(*ASSESSED, EVERY_DOMAIN)]
    function: Annotated[str, word_type(*FUNCTIONS)]
    lead: Annotated[str, word_type(*LEADS)]
    joint_in_law: Flag
    targeted: Flag
    basis_ended: Flag
    in_law: Flag | None = None
    duty_to_answer: Flag | None = None
    target: BodyKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingBody(Fact):
    """A body leads a function in the domain, alone or jointly, by its own mandates or those of bodies under it.

    One for each `root` with a `held_mandate` of policy or coordination whose lead is sole or joint. `joint_in_law`: a
    joint lead that a law gives is its only one. `others` counts the other such bodies whose lead is not joint in law;
    `beside` is the first of them by code. `domain` is `all` where only mandates for every domain are at stake. id:
    `leading_body:<function>:<root>`.
    """

    label = ("Leading body", "主管機関")

    root: BodyKey
    domain: Annotated[str, word_type(*ASSESSED, EVERY_DOMAIN)]
    function: Annotated[str, word_type(*LED)]
    joint_in_law: Flag
    others: Count
    beside: BodyKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointingBody(Fact):
    """A body fills a post of a body that supervises or audits another.

    For each post on the day in the body of a `held_mandate` that names a target: one for the body that appoints and one
    for each body over it up to its root (`counts_as`), since a body counts with those under it. Where no post of such a
    body is stated, one with everything unknown and the id `appointing_body(of=<body>)`. id:
    `appointing_body:<body>:<number of the post>:<counts_as>`.
    """

    label = ("Appointing body", "任命機関")

    of: BodyKey
    by: BodyKey | None = None
    counts_as: BodyKey | None = None
    agreed_by: Annotated[str, word_type(*(word for word in CONSENTS if word != "none"), "no_consent")] | None = None
    tenure: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPosts(Fact):
    """Published appointments of the day are on record: one where there is any. id: `published_posts`.

    `people` counts those with one. Published: stated by a document at a public address, and not for one case alone.
    """

    label = ("Published appointments", "公表された任用")

    people: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcurrentPosts(Fact):
    """One person holds posts in two bodies that do not count as one and whose functions INS-03 or INS-04 keep apart.

    For each person with published appointments in `beside` and `body` on the day, with different roots: promotion by
    `beside` and regulation or licensing by `body` in one domain, or each for every domain; or selection or funding by
    `beside` and evaluation or audit by `body`. A body has the functions of its own mandates and of those of bodies
    under it. `domain` is `all` where both mandates are for every domain. The person is an id, which no finding shows;
    that of the posting where officials of `beside` or `body` keep their post there and work in the other one too.
    id: `concurrent_posts:<person>:<beside>:<beside_function>:<body>:<function>:<domain>`.
    """

    label = ("Concurrent posts", "併任")

    person: PersonKey
    beside: BodyKey
    beside_function: Annotated[str, word_type("promotes", "selects", "funds")]
    body: BodyKey
    function: Annotated[str, word_type("regulates", "licenses", "evaluates", "audits")]
    domain: Annotated[str, word_type(*ASSESSED, EVERY_DOMAIN)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Secondee(Fact):
    """A person of a company works in a body that regulates or licenses in the domain, by a published secondment.

    For each function of the body's own mandates and of those of bodies under it, for the domain itself. `in_domain`:
    the register has a share of the market or a competitor of the company in the domain; false where it has some in
    other domains alone, unknown where it has none: then the id asks for it,
    `market(company=<company>)/<person>/<body>`. `approved_exchange` as stated, else unknown. Person and company are
    ids, which no finding shows; where a posting names neither, that of the posting, and the id of an unknown domain
    asks for one that names it, `posting(body=<body>)/<person>/<body>`. id:
    `secondee:<person>:<company>:<body>:<function>`.
    """

    label = ("Secondee from a company", "企業からの出向者")

    person: PersonKey
    company: CompanyKey
    body: BodyKey
    function: Annotated[str, word_type("regulates", "licenses")]
    domain: Annotated[str, word_type(*ASSESSED)]
    in_domain: Flag | None = None
    approved_exchange: Flag | None = None


ORGANISATION_TYPES: Final[tuple[type[Fact], ...]] = (
    OrganisationDomain,
    LedFunction,
    HeldMandate,
    LeadingBody,
    AppointingBody,
    PublishedPosts,
    ConcurrentPosts,
    Secondee,
)
