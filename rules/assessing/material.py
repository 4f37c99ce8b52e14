"""The complete input of an evaluation as plain data: stored in a snapshot, read back by a replay.

Facts and records are both kept: records (facts with computed columns) are what the evaluators see, facts carry the
origins that lead to sources. A replay never gathers, derives or computes a column again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from institutions.values.hashing import hash_text, quick_json
from rules.engine.compiled.compiled_form import Record
from rules.engine.language.statements import NAMED_BY_UNIT
from rules.facts.gathering.document import submission_source
from rules.facts.gathering.statements import CaseInput, StatementSource
from rules.facts.kinds.base import Fact, value_names, values_of

Json = dict[str, Any]  # Any: plain data that was or will be JSON
MARKS: Final = ("not_recorded", "tax_not_stated", "tax_added_on")  # of a fact, beside its values
OF_FURTHER: Final = ("further", "further_sha256")  # of a fact that rests on very many statements
SOURCE_PARTS: Final = tuple(each.name for each in fields(StatementSource))


@dataclass(frozen=True, slots=True)
class PlainFact:
    """A fact without its class: its values by field, unknown ones left out.

    `not_recorded` names values that are false only because nothing is on file, `tax_not_stated` those made from amounts
    of which it is not stated whether tax is in them; `tax_added_on` are the days at whose rate tax was added to others.
    `further`: how many statements it rests on beside its origins; `further_sha256` is the hash of their references,
    sorted, one a line. The register as known at the moment of the assessment has them.
    """

    id: str
    type: str
    values: Mapping[str, Any]  # Any: int, bool, str or a list of str
    origins: tuple[str, ...] = ()
    not_recorded: tuple[str, ...] = ()
    tax_not_stated: tuple[str, ...] = ()
    tax_added_on: tuple[str, ...] = ()
    further: int = 0
    further_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentMaterial:
    """The complete input of one evaluation.

    `sources` is by the reference of a statement, `submission` the source of what comes from the document's top level,
    `names` by party key. `claims` are the ids of the facts that were stated as claims.
    """

    partnership: str
    submission: Mapping[str, str]
    as_of: str
    facts: tuple[PlainFact, ...]
    records: tuple[Record, ...]
    names: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]
    remarks: tuple[Json, ...] = ()
    claims: tuple[str, ...] = ()
    format: int = 2  # 1: remarks are texts; from 2 on they are codes

    def to_text(self) -> str:
        """Return canonical JSON: equal material gives equal text.

        What earlier versions did not know is left out where it is empty: claims, and the marks of facts.
        """
        data = {each.name: getattr(self, each.name) for each in fields(self)}
        data["facts"] = [plain_fact_json(each) for each in self.facts]
        if not self.claims:
            del data["claims"]
        return quick_json(data)


def plain_fact_json(fact: PlainFact) -> Json:
    """Return a fact as plain data."""
    data = {"id": fact.id, "type": fact.type, "values": fact.values, "origins": fact.origins}
    return data | {name: mark for name in (*MARKS, *OF_FURTHER) if (mark := getattr(fact, name))}


def material_of(
    case: CaseInput, facts: Iterable[Fact], records: Iterable[Record], remarks: Iterable[Json] = ()
) -> AssessmentMaterial:
    """Return the material of a gathered case, reduced to the names and sources that its facts lead to."""
    given = tuple(facts)
    plain = tuple(plain_fact(fact) for fact in given)
    wanted = {origin for fact in plain for origin in fact.origins}
    mentioned = {value for fact in plain for value in fact.values.values() if isinstance(value, str)}
    return AssessmentMaterial(
        partnership=case.partnership_key,
        submission=plain_source(submission_source(str(case.proposal.get("reference", "")), case.submitted_by)),
        as_of=case.as_of,
        facts=plain,
        records=tuple(records),
        names={key: dict(name) for key, name in sorted(case.names.items()) if mentioned & keys_in_name(key)},
        sources={ref: plain_source(source) for ref, source in case.sources() if ref in wanted},
        remarks=tuple(remarks),
        claims=tuple(sorted(fact.id for fact in given if fact.claimed)),
    )


def keys_in_name(key: str) -> set[str]:
    """Return the values by which a fact may refer to a name: its key, or a country or treaty without its prefix."""
    unit, _, code = key.partition(":")
    return {key, code} if unit in NAMED_BY_UNIT else {key}


def plain_fact(fact: Fact) -> PlainFact:
    """Return a fact as plain data."""
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in zip(value_names(type(fact)), values_of(fact), strict=True)
        if value is not None
    }
    return PlainFact(
        fact.id,
        fact.type,
        values,
        fact.origins,
        **{name: getattr(fact, name) for name in MARKS},
        further=len(fact.further),
        further_sha256=further_hash(fact.further) if fact.further else "",
    )


def further_hash(statements: Iterable[str]) -> str:
    """Return the hash of the references of statements that a fact rests on and does not name."""
    return hash_text("\n".join(sorted(statements)))


def plain_source(source: StatementSource) -> dict[str, str]:
    """Return the known parts of a source; nothing of one without a title."""
    return {name: value for name in SOURCE_PARTS if (value := getattr(source, name))} if source.title else {}


def material_from_text(text: str) -> AssessmentMaterial:
    """Read material from the text that `to_text` wrote."""
    data = json.loads(text)
    facts = tuple(plain_fact_from_json(each) for each in data["facts"])
    tuples = {name: tuple(data.get(name, ())) for name in ("records", "remarks", "claims")}
    return AssessmentMaterial(**{**data, **tuples, "facts": facts})


def plain_fact_from_json(data: Json) -> PlainFact:
    """Return a fact from the plain data of a snapshot."""
    lists = {name: tuple(data.get(name, ())) for name in ("origins", *MARKS)}
    return PlainFact(**{**data, **lists})
