"""Content of the seed files as frozen rows: one class for each kind of row."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedText:
    """A text in both languages; empty if none is given."""

    en: str = ""
    ja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedOrigin:
    """The origin of a row: its source, how sure it is, and when it must be checked again."""

    source: str  # key of a source
    confidence: str  # seen, seen_2013, derived, memory
    review_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document."""

    key: str
    title: SeedText
    publisher: str
    url: str
    retrieved_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name of a body in a period."""

    name: SeedText
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentRow:
    """A parent of a body in a period."""

    parent: str
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """A government body."""

    code: str
    kind: str
    founded_on: date | None
    dissolved_on: date | None
    law: SeedText
    corporate_number: str
    gpa_class: str
    note: SeedText
    names: tuple[NameRow, ...]
    parents: tuple[ParentRow, ...]
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRow:
    """A function of a body; no domain means every domain. None of a flag: not known."""

    body: str
    function: str
    domain: str
    lead: str  # sole, joint, assists
    target: str  # code of the body that is supervised or audited; empty if none is named
    duty_to_answer: bool | None
    in_law: bool | None  # a law or Cabinet Order is named
    basis: SeedText
    basis_until_on: date | None
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in a body, with those who fill it. Empty texts and None: not known."""

    body: str
    name: SeedText
    grade: str
    number: int | None  # how many hold it at once
    term_years: int | None
    appointed_by: str  # codes of bodies
    dismissed_by: str
    consent: str  # diet, cabinet, none
    tenure: bool | None
    basis: SeedText
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat of a body in a council, by office. `votes` None: one."""

    council: str  # codes of bodies
    holder: str
    votes: int | None
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRow:
    """Officials from elsewhere in a body, whom no source names. Empty texts and None: not known."""

    body: str
    origin_body: str  # codes of bodies
    domain: str
    from_sector: str  # public_sector, private_sector
    posts: str
    people: int | None
    keeps_post: bool | None
    approved_exchange: bool | None
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A published amount for an item of a body in a fiscal year. `shared_with`: another body in the same amount."""

    body: str
    shared_with: str
    programme: str
    domain: str
    budget: str  # initial, supplementary, reserve
    amount_yen: int | None
    from_on: date | None
    until_on: date | None
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyPartyRow:
    """A party of a treaty and the day from which it is bound; None if that is unknown or it is not bound."""

    country: str
    in_force_on: date | None
    withdrawn_on: date | None
    note: str
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyRow:
    """An investment treaty. `isds` None means unknown; `limit` is not_known, none or months."""

    key: str
    name: SeedText
    form: str
    status: str
    signed_on: date | None
    in_force_on: date | None  # of each party without a day of its own
    terminated_on: date | None
    parties: tuple[TreatyPartyRow, ...]
    isds: bool | None
    limit: str
    limit_months: int | None
    survival_years: int | None
    excludes_procurement: bool | None
    carve_outs: tuple[str, ...]
    note: str
    also: tuple[str, ...]  # keys of further sources
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A country for which the table of treaties is believed to be complete on a day."""

    country: str
    complete_on: date | None
    note: str
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """An entry of a closed list: a country, a domain, a legal ground."""

    code: str
    name: SeedText
    law: SeedText
    article: str
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A subject of a statement of the policy brief. `body` is a code of the register."""

    type: str
    name: SeedText
    country: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRow:
    """A statement of the policy brief of 2021."""

    code: str
    what: str
    standing: str  # fact, claim
    text: SeedText
    subjects: tuple[SubjectRow, ...]
    domain: str
    from_on: date | None
    until_on: date | None
    time: SeedText
    note: str
    confirmed_by: str
    origin: SeedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """All seed files, checked together."""

    sources: tuple[DocumentRow, ...]
    bodies: tuple[BodyRow, ...]
    mandates: tuple[MandateRow, ...]
    posts: tuple[PostRow, ...]
    seats: tuple[SeatRow, ...]
    postings: tuple[PostingRow, ...]
    budget_lines: tuple[BudgetRow, ...]
    treaties: tuple[TreatyRow, ...]
    coverage: tuple[CoverageRow, ...]
    domains: tuple[WordRow, ...]
    legal_grounds: tuple[WordRow, ...]
    countries: tuple[WordRow, ...]
    brief: tuple[BriefRow, ...]


def seat_key(row: SeatRow) -> tuple[str, ...]:
    """Return what tells a seat from the others of its file."""
    return row.council, row.holder, str(row.from_on)


def posting_key(row: PostingRow) -> tuple[str, ...]:
    """Return what tells a posting from the others of its file."""
    return row.body, row.origin_body, row.domain, row.from_sector, row.posts, str(row.from_on)


def budget_key(row: BudgetRow) -> tuple[str, ...]:
    """Return what tells a budget line from the others of its file."""
    return row.body, row.programme, row.budget, str(row.from_on)
