"""The cases of a rule as sentences, read from the files that its tests run (tests/rules/cases/README.md).

They decide nothing: docs/rulebook shows them, and drafts of rulebooks have them beside the rules. An installation
without a checkout has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules.engine.language.troubles.cases import (
    ExampleWithoutJapanese,
    SourceNoAddress,
    SourceWithoutDocument,
    SourceWithoutPlace,
)
from rules.engine.language.troubles.parts import CASE, CASES_FILE, SOURCE
from rules.engine.language.yaml_nodes import YamlNode, read_yaml

CASES: Final = Path(__file__).resolve().parents[3] / "tests" / "rules" / "cases"


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """The document that a worked example of the law comes from, such as an explanatory memorandum, and the place in it.

    `where` is a page, or the address of the example; `url` is empty without an address.
    """

    document: str
    where: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CaseSentence:
    """A situation in which a rule is tested, and its answer: an outcome, and the severity if it flags."""

    it: str
    then: str
    source: ExampleSource | None = None
    ja: str = ""  # the sentence in Japanese; a worked example has one


def sentences_of(case: YamlNode, parts: Mapping[str, YamlNode]) -> CaseSentence:
    """Return what a case says. RuleError for a worked example without the sentence for its rule's page in Japanese."""
    japanese = parts["ja"].text("ja") if "ja" in parts else ""
    if "source" in parts and not japanese:
        raise case.trouble(ExampleWithoutJapanese())
    source = example_source(parts["source"]) if "source" in parts else None
    return CaseSentence(parts["it"].text("it"), parts["then"].text("then"), source, japanese)


def example_source(node: YamlNode) -> ExampleSource:
    """Return the source of a worked example. RuleError without a document, or without a page or an address."""
    parts = node.mapping(SOURCE, ("document", "page", "url"))
    if "document" not in parts:
        raise node.trouble(SourceWithoutDocument())
    page = parts["page"].text("page") if "page" in parts else ""
    url = parts["url"].text("url") if "url" in parts else ""
    if url and not url.startswith("https://"):
        raise parts["url"].trouble(SourceNoAddress(given=url))
    if not page and not url:
        raise node.trouble(SourceWithoutPlace())
    return ExampleSource(parts["document"].text("document"), page or url, url)


def case_sentences(folder: Path, code: str) -> tuple[CaseSentence, ...]:
    """Return the cases of one rule in the order of its file; none if it has no file. RuleError names file and line."""
    file = folder / f"{code}.yaml"
    if not file.exists():
        return ()
    cases = read_yaml(file).mapping(CASES_FILE)["cases"].items("cases")
    return tuple(sentences_of(case, case.mapping(CASE)) for case in cases)
