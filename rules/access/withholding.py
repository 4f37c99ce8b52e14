"""An answer without content about a person's kin, gifts, income and acts, for readers without a right to it.

The finding itself remains: its question, law and possible actions name none of it. Omissions are marked.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from institutions.access.kin import EVERYTHING
from institutions.codes.restoring import restore_code
from rules.assessing.old_format.subjects import about_of
from rules.engine.evaluating.engine_code import EngineCode
from rules.facts.kinds.sensitive import is_sensitive_kind, sensitive_fields

Json = dict[str, Any]  # Any: plain data on its way to the caller
RELATIVE = "relative"  # the field that names kin
TOLD = "in_statement"  # the fields of a fact that the statement tells; results of before format 4 do not have it
KEPT = ("fact", "id")  # of a fact that is withheld as a whole
TEXT = {
    "en": "A record about kin, gifts, income or an official's act, which your role may not see.",
    "ja": "親族、贈与等、収入又は職員の行為に関する記録であり、お使いの権限では閲覧できません。",
}


def finding_without_sensitive(finding: Json) -> Json:
    """Return a finding without sensitive content; if it had any, the conditions that would clear it are withheld too.

    A relative is named nowhere: other facts about them are withheld, and so is a statement that tells of them or of
    any other sensitive value.
    """
    if not any(is_sensitive_entry(entry) for entry in finding["evidence"]):
        return finding
    relatives = frozenset(relatives_in_evidence(finding["evidence"]))
    told = any(tells_sensitive(entry, relatives) for entry in finding["evidence"])
    return {
        **finding,
        "statement": dict(TEXT) if told else finding["statement"],
        "evidence": evidence_without_sensitive(finding["evidence"], relatives),
        "clears_if": [dict(TEXT)],
    }


def tells_sensitive(entry: Json, relatives: Collection[str]) -> bool:
    """Return whether the statement tells a sensitive value of a fact, or names a relative.

    An earlier result does not record what its statement tells: it counts as telling whatever its evidence holds.
    """
    if TOLD not in entry:
        return is_sensitive_entry(entry) or any(value in relatives for value in texts_in_entry(entry))
    sensitive = sensitive_fields(entry["fact"], entry)
    return any(sensitive == EVERYTHING or name in sensitive or entry.get(name) in relatives for name in entry[TOLD])


def texts_in_entry(entry: Json) -> Iterator[str]:
    """Yield the texts among the values of a fact."""
    return (value for value in entry.values() if isinstance(value, str))


def relatives_in_evidence(evidence: Iterable[Json]) -> Iterator[str]:
    """Yield the key of each person who appears in the evidence as somebody's kin."""
    for entry in evidence:
        if RELATIVE in entry and is_sensitive_entry(entry):
            yield entry[RELATIVE]
        yield from relatives_in_evidence(entry.get("from", ()))


def is_sensitive_entry(entry: Json) -> bool:
    """Return whether a fact, or a fact it was derived from, holds sensitive values."""
    fields = sensitive_fields(entry["fact"], entry)
    own = fields == EVERYTHING or not fields.isdisjoint(entry)
    return own or any(is_sensitive_entry(below) for below in entry.get("from", ()))


def evidence_without_sensitive(evidence: Iterable[Json], relatives: Collection[str] = ()) -> list[Json]:
    """Return all facts, without the content of those that are sensitive or about a relative."""
    found = []
    for entry in evidence:
        fields = sensitive_fields(entry["fact"], entry)
        if fields == EVERYTHING or any(value in relatives for value in texts_in_entry(entry)):
            found.append({**{name: entry[name] for name in KEPT}, "withheld": True})
            continue
        kept = {name: value for name, value in entry.items() if name not in fields}
        if len(kept) < len(entry):
            kept["withheld"] = True
        if "from" in kept:
            kept["from"] = evidence_without_sensitive(kept["from"], relatives)
        found.append(kept)
    return found


def is_about_sensitive(about: str | None) -> bool:
    """Return whether an engine text is about a sensitive fact, by the kind of the fact."""
    return about is not None and is_sensitive_kind(about)


def answers_sensitive(said: Json) -> bool:
    """Return whether an entry of an answer is about a sensitive fact: by code and parameters, in format 1 by text."""
    if "name" not in said:
        return is_about_sensitive(about_of(said["code"]))
    code = restore_code({"code": said["name"], "parameters": said["parameters"]})
    return is_about_sensitive(code.about) if isinstance(code, EngineCode) else False


def answer_without_sensitive(answer: Json) -> Json:
    """Return a result object without sensitive content in its findings, missing data and reasons."""
    withheld = {"code": "withheld", "text": dict(TEXT)}

    def said(each: Json | None) -> Json | None:
        return withheld if each and answers_sensitive(each) else each

    def listed(code: str, texts: Iterable[str]) -> list[str]:
        entries = {each["code"]: each for each in answer["explained"].get(code, {"missing": ()})["missing"]}
        return ["withheld" if answers_sensitive(entries.get(text, {"code": text})) else text for text in texts]

    return {
        **answer,
        "missing": {code: listed(code, texts) for code, texts in answer["missing"].items()},
        "explained": {
            code: {"missing": [said(text) for text in each["missing"]], "reason": said(each["reason"])}
            for code, each in answer["explained"].items()
        },
        "findings": [finding_without_sensitive(finding) for finding in answer["findings"]],
    }
