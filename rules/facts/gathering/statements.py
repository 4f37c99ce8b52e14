"""The statements about one partnership: everything that is read to make its facts, frozen and JSON-able.

A field that is not in `values` is unknown; one that is there with None says that there is none (SUBMISSION.md, rule 1).
Dates are ISO text, so that a case can be written down and read again without loss.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from rules.facts.gathering.questions import Questions, questions_from_json

Json = dict[
    str, Any
]  # Any: plain data on its way in or out; `rulebook_from_json` reads only what `rulebook_to_json` wrote
Value = int | bool | str | None | tuple[str, ...]
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSource:
    """The source of a statement: a document that a reader can look up, or the submission or import that stated it.

    `reference` is the submitter's number of a submission, or the name of an imported file.
    """

    title: str = ""
    publisher: str = ""
    url: str = ""
    retrieved_on: str = ""
    kind: str = "document"  # or submission, import
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredStatement:
    """One statement of a kind, with party keys instead of rows.

    `ref` names it in evidence, `lineage` through all its corrections. `body` submitted it; empty for seed and import.
    `own`: it came with the partnership being assessed.
    """

    ref: str
    lineage: str
    kind: str
    values: Values
    from_on: str | None = None
    until_on: str | None = None
    source: StatementSource = field(default_factory=StatementSource)
    confidence: Literal["fact", "claim"] = "fact"
    body: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyContent:
    """The content of one investment treaty between Japan and one country. None is unknown, never "no".

    `limit_months` 0: the treaty sets no period in which a claim must be made.
    """

    code: str
    country: str
    name_en: str = ""
    name_ja: str = ""
    in_force_on: str | None = None
    ended_on: str | None = None
    investor_state: bool | None = None
    limit_months: int | None = None
    excludes_procurement: bool | None = None
    carve_outs: tuple[str, ...] = ()  # words of the register's table of treaties


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldInDomain:
    """A mandate that lets a body act in the domain of the case, begun by its day. `until_on` is the last day, if any.

    `root` is the body with which the holder counts, or counted on its last day. `ref` names the row in evidence.
    """

    ref: str
    body: str
    root: str
    function: str
    every_domain: bool = False
    until_on: str | None = None
    source: StatementSource = field(default_factory=StatementSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernmentOfCase:
    """The part of the organisation of the day that concerns a case.

    `roots`: the bodies that the case names and that exist, with the body that each counts with. `ended`: those that
    ended before the day, with their last day.
    """

    roots: Mapping[str, str] = field(default_factory=dict)
    mandates: tuple[HeldInDomain, ...] = ()
    ended: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInput:
    """One partnership as of a day (`as_of`) and as known at a moment (`known_at`), ready for the facts to be made.

    `proposal` holds the top-level fields of the document, `selection` those of its selection; participants, officials
    and leads are its lists (leads None: left out). `parties` holds what is known of each party in scope, by key:
    `sort` (company, person, body), country, type, address, phone, listed, gpa_class, local, and a body's `parent` at
    `as_of`. `treaties` holds those of the countries that the case touches, `treaty_coverage` the countries for which
    the table is complete, and until which day: elsewhere a missing treaty is unknown. `owners_cut`: there are more
    owners or subsidiaries than are followed, so that nobody's owners count as fully known. `questions` are what the
    register was asked for, so that a change of it finds the case. `registered`: a body answers for the document, so
    that what SUBMISSION.md says of a field that is left out holds; the silence of a published process says nothing.
    `government` is None where the organisation was not read: for a published process, and in older cases.
    """

    partnership_key: str
    submitted_by: str
    proposal: Values
    selection: Values
    participants: tuple[Values, ...] = ()
    officials: tuple[Values, ...] = ()
    leads: tuple[Values, ...] | None = None
    statements: tuple[GatheredStatement, ...] = ()
    parties: Mapping[str, Values] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # also `country:CN` and `treaty:CODE`
    treaties: tuple[TreatyContent, ...] = ()
    treaty_coverage: Mapping[str, str] = field(default_factory=dict)
    owners_cut: bool = False
    as_of: str
    known_at: str
    questions: Questions = field(default_factory=Questions)
    registered: bool = True
    government: GovernmentOfCase | None = None

    def sources(self) -> Iterator[tuple[str, StatementSource]]:
        """Yield the source of each statement and of each mandate that has one, by its reference."""
        yield from ((each.ref, each.source) for each in self.statements)
        held = self.government.mandates if self.government else ()
        yield from ((each.ref, each.source) for each in held if each.source.title)

    def to_json(self) -> Json:
        """Return the case as plain JSON data; `rulebook_from_json` gives an equal case back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> "CaseInput":
        """Read what `rulebook_to_json` wrote, also after a way through JSON text, where tuples have become lists."""
        leads = data["leads"]
        read: Json = {
            **data,
            "proposal": frozen_values(data["proposal"]),
            "selection": frozen_values(data["selection"]),
            "participants": tuple(map(frozen_values, data["participants"])),
            "officials": tuple(map(frozen_values, data["officials"])),
            "leads": None if leads is None else tuple(map(frozen_values, leads)),
            "statements": tuple(map(stated_from_json, data["statements"])),
            "parties": {key: frozen_values(values) for key, values in data["parties"].items()},
            "treaties": tuple(
                TreatyContent(**{**each, "carve_outs": tuple(each.get("carve_outs", ()))}) for each in data["treaties"]
            ),
            "questions": questions_from_json(data["questions"]),
            "government": government_from_json(data.get("government")),
        }
        return cls(**read)


def stated_from_json(data: Json) -> GatheredStatement:
    """Rebuild one statement."""
    return GatheredStatement(
        **{**data, "values": frozen_values(data["values"]), "source": StatementSource(**data["source"])}
    )


def government_from_json(data: Json | None) -> GovernmentOfCase | None:
    """Rebuild the organisation of a case; None where there is none."""
    if data is None:
        return None
    held = (HeldInDomain(**{**each, "source": StatementSource(**each["source"])}) for each in data["mandates"])
    return GovernmentOfCase(roots=data["roots"], mandates=tuple(held), ended=data["ended"])


def frozen_values(data: Json) -> Values:
    """Return the values of one statement or of one row of the document, with lists as tuples."""
    return {name: tuple(value) if isinstance(value, list | tuple) else value for name, value in data.items()}
