"""An answer without what it says of a person's kin, gifts, income and acts, for readers who have no right to that.

The finding itself stays: its question, its law and what can be done name none of it. What is left out is marked.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from institutions.access.kin import EVERYTHING
from institutions.codes.restoring import restored
from rules.assessing.old_format.about import about_of
from rules.engine.evaluating.engine_code import EngineCode
from rules.facts.kinds.sensitive import says_sensitive, sensitive_fields

Json = dict[str, Any]  # Any: plain data on its way to the caller
RELATIVE = "relative"  # the field that names kin
KEPT = ("fact", "id")  # of a fact that is withheld as a whole
TEXT = {
    "en": "A record about kin, gifts, income or an official's act, which your role does not read.",
    "ja": "親族、贈与等、収入又は職員の行為に関する記録であり、お使いの権限では閲覧できません。",
}


def finding_without_sensitive(finding: Json) -> Json:
    """A finding that names nothing sensitive; where it has any, what would clear it is withheld too.

    A relative is not named anywhere: other facts about them are withheld, and a statement that names them.
    """
    if not any(is_sensitive(entry) for entry in finding["evidence"]):
        return finding
    relatives = dict(relatives_in(finding["evidence"]))
    names = {name for called in relatives.values() for name in called}
    named = any(name in text for name in names for text in finding["statement"].values())
    return {
        **finding,
        "statement": dict(TEXT) if named else finding["statement"],
        "evidence": evidence_without_sensitive(finding["evidence"], frozenset(relatives)),
        "clears_if": [dict(TEXT)],
    }


def relatives_in(evidence: Iterable[Json]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keys and names of people who are in the evidence as somebody's kin."""
    for entry in evidence:
        if RELATIVE in entry and is_sensitive(entry):
            yield entry[RELATIVE], tuple(entry.get("names", {}).get(entry[RELATIVE], {}).values())
        yield from relatives_in(entry.get("from", ()))


def is_sensitive(entry: Json) -> bool:
    """Whether a fact, or one that it was derived from, says something sensitive."""
    fields = sensitive_fields(entry["fact"], entry)
    own = fields == EVERYTHING or not fields.isdisjoint(entry)
    return own or any(is_sensitive(below) for below in entry.get("from", ()))


def evidence_without_sensitive(evidence: Iterable[Json], relatives: Collection[str] = ()) -> list[Json]:
    """Every fact, those that are sensitive or about a relative without what they say."""
    found = []
    for entry in evidence:
        fields = sensitive_fields(entry["fact"], entry)
        if fields == EVERYTHING or any(value in relatives for value in entry.values() if isinstance(value, str)):
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
    """Whether something that the engine says is about a sensitive fact, by the kind of the fact."""
    return about is not None and says_sensitive(about)


def answers_sensitive(said: Json) -> bool:
    """The same of an entry of an answer: by its code and parameters, in format 1 by its text."""
    if "name" not in said:
        return is_about_sensitive(about_of(said["code"]))
    code = restored({"code": said["name"], "parameters": said["parameters"]})
    return is_about_sensitive(code.about) if isinstance(code, EngineCode) else False


def answer_without_sensitive(answer: Json) -> Json:
    """A result object without anything sensitive in its findings, its missing data and its reasons."""
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
