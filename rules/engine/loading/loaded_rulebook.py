"""A rulebook that is ready to evaluate: compiled rules, their syntax trees, parameters and laws.

Its `text` holds everything its verdicts and texts depend on: the compiled form and the files it was made from. A replay
evaluates the compiled form as it was stored; only its texts are read from the files again, with the vocabulary of then.
"""

import json
import tempfile
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from yaml import YAMLError

from institutions.values.hashing import canonical_json
from institutions.values.quick_yaml import load_yaml
from rules.engine.compiled import stored_form
from rules.engine.compiled.compiled_form import Record, Rulebook
from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import evaluate_records, evaluator_of
from rules.engine.evaluating.near_matches import WhyNot
from rules.engine.evaluating.outcomes import Evaluation
from rules.engine.language.errors import RuleError
from rules.engine.language.load import load_rules, rules_on
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.parameters import MissingValue, Parameters
from rules.engine.language.syntax import Rule
from rules.engine.language.troubles.files import PartNoMapping, RuleTroubleAsWritten
from rules.engine.language.troubles.parts import LAWS_FILE
from rules.engine.language.yaml_nodes import parse_yaml, yaml_error
from rules.engine.loading.causes import FILE as CAUSES
from rules.engine.loading.causes import Cause, load_causes
from rules.engine.loading.organisation_files import organisation_paths
from rules.facts.kinds.base import Fact, FactType
from rules.facts.kinds.vocabulary import ORGANISATION, PARTNERSHIP, VOCABULARIES, VOCABULARY
from rules.facts.market_records.reading import FOLDER as MARKETS
from rules.facts.market_records.reading import MarketRecordError, read_record, record_files
from rules.facts.market_records.record import MarketRecord

Json = dict[str, Any]  # Any: plain data
TAX_RATE: Final = "consumption_tax_bp"
Vocabulary = Mapping[str, FactType]
LAWS: Final = "laws.yaml"
Files = Mapping[str, str]  # text by path below the folder that holds rulebook/, parameters/ and laws.yaml


@dataclass(frozen=True)
class LoadedRulebook:
    """One version of the rulebook in this process. `form` is evaluated: as compiled now, or as it was stored."""

    compiled: CompiledRulebook
    form: Rulebook
    body_codes: tuple[str, ...]
    laws: Mapping[str, Json]
    causes: tuple[Cause, ...]
    files: Files

    @property
    def version(self) -> str:
        """The hash that names this version."""
        return self.form.version

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The syntax trees by code."""
        return self.compiled.syntax

    @property
    def parameters(self) -> Parameters:
        """The parameters with their dates and laws."""
        return self.compiled.parameter_values

    @cached_property
    def markets(self) -> tuple[MarketRecord, ...]:
        """The market records. RuleError if one cannot be read."""
        try:
            return tuple(read_record(text, path) for path, text in market_files(self.files))
        except MarketRecordError as trouble:
            raise RuleError(MARKETS, 1, RuleTroubleAsWritten(text=str(trouble))) from trouble

    @cached_property
    def organisation(self) -> "LoadedRulebook | None":
        """The rules on the organisation of government of this version, compiled when somebody asks for them.

        None for a version from before they were a part of it. RuleError if this program cannot read them.
        """
        if not organisation_paths(self.files):
            return None
        return loaded_from_files(self.files, self.body_codes, subject=ORGANISATION)

    @cached_property
    def text(self) -> str:
        """This version as canonical JSON for storage."""
        form = json.loads(stored_form.rulebook_to_json(self.form))
        return canonical_json({"format": 1, "form": form, "files": dict(self.files), "bodies": list(self.body_codes)})

    def tax_rate(self, day: str) -> int | None:
        """Return the rate of consumption tax on a day, in basis points: 0 before there was one; None if not known."""
        if TAX_RATE not in self.parameters.by_name:
            return None
        rate = self.parameters.value_at(TAX_RATE, day)
        return 0 if rate is MissingValue.NOT_IN_FORCE else rate if isinstance(rate, int) else None

    def records(self, facts: Iterable[Fact]) -> tuple[Record, ...]:
        """Return facts with the columns that this version's rules read."""
        return records_of(facts, self.compiled, self.parameters)

    def evaluate(self, records: Iterable[Record]) -> Evaluation:
        """Return the verdict of this version on one case; both evaluators are prepared once a process."""
        return evaluate_records(self.form, tuple(records))

    def search(self, records: Iterable[Record]) -> Evaluation:
        """Evaluate with one evaluator only: for trying changes of facts, never for a verdict."""
        return evaluator_of(self.form).search(tuple(records))

    def why_not(self, records: Iterable[Record], code: str) -> WhyNot:
        """Explain where a rule stops in a case."""
        return evaluator_of(self.form).why_not(tuple(records), code)

    def law(self, law_id: str) -> Json:
        """Return names, number and address of a law; empty for `ours`, and for one that is no mapping in a draft."""
        found = self.laws.get(law_id)
        return dict(found) if isinstance(found, dict) else {}


def load_rulebook(
    folder: Path, body_codes: Iterable[str], subject: str = PARTNERSHIP, vocabulary: Vocabulary | None = None
) -> LoadedRulebook:
    """Read and compile the rules below a folder that look at one subject. RuleError names file, line and remedy.

    The files of a rulebook on partnerships hold the rules on the organisation too (`organisation`), and its version
    changes with them. `vocabulary`: the kinds of facts that its own rules may name; default: today's of the subject.
    """
    codes = tuple(sorted(body_codes))
    every, parameters = load_rules(folder / "rulebook"), load_parameters(folder / "parameters")
    compiled = compile_rulebook(rules_on(every, subject), vocabulary or VOCABULARIES[subject], parameters, codes)
    causes = load_causes(folder, {rule.code for rule in every}, vocabulary or VOCABULARY)
    own = tuple(each for each in causes if each.rules & compiled.syntax.keys())
    whole = subject == PARTNERSHIP
    files = read_files(folder, {rule.code for rule in every} if whole else compiled.syntax, markets=whole)
    form = form_with_files(compiled, files) if whole else compiled
    return LoadedRulebook(form, form, codes, read_laws(folder), own, files)


def form_with_files(compiled: CompiledRulebook, files: Files) -> CompiledRulebook:
    """Return the form under a version that changes with what decides and is not compiled here.

    That are the market records, from which facts are made, and the rules on the organisation.
    """
    texts = [text for _, text in market_files(files)] + [files[path] for path in organisation_paths(files)]
    if not texts:
        return compiled
    parameters = sha256("\0".join([compiled.parameters, *texts]).encode()).hexdigest()
    form = Rulebook("", compiled.rules, compiled.columns, parameters, compiled.texts)
    return compiled.in_form(stored_form.with_version(form))


def market_files(files: Files) -> list[tuple[str, str]]:
    """Return path and text of the market records, in the order of their paths."""
    return [(path, text) for path, text in sorted(files.items()) if path.startswith(f"{MARKETS}/")]


def rulebook_from_text(text: str, vocabulary: Vocabulary | None = None) -> LoadedRulebook:
    """Return a stored version, ready to evaluate again: its form as it was stored, its texts read from its files.

    If today's compiler makes another form of the same files, the stored form is evaluated all the same, with the facts
    that its second stage computes from findings. `vocabulary`: the kinds of facts that its files may name; default:
    today's. ValueError if the text does not match its version or reads something that no longer exists; RuleError if a
    file no longer compiles.
    """
    data = json.loads(text)
    form = stored_form.rulebook_from_json(canonical_json(data["form"]))
    loaded = loaded_from_files(data["files"], data["bodies"], vocabulary)
    same = loaded.version == form.version
    return replace(loaded, form=loaded.compiled if same else loaded.compiled.in_form(form), files=data["files"])


def loaded_from_files(
    files: Files, body_codes: Iterable[str], vocabulary: Vocabulary | None = None, subject: str = PARTNERSHIP
) -> LoadedRulebook:
    """Read and compile the rulebook of these files, as `load_rulebook` does."""
    with tempfile.TemporaryDirectory(prefix="rulebook-") as name:
        folder = Path(name)
        write_files(files, folder)
        return load_rulebook(folder, body_codes, subject, vocabulary)


def write_files(files: Files, folder: Path) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def read_files(folder: Path, codes: Container[str], *, markets: bool) -> Files:
    """Return the text of every file of a rulebook with these rules, by its path below the folder.

    `markets`: with the records of markets, from which facts of partnerships are made.
    """
    found = [file for file in folder.glob("rulebook/*/*.yaml") if file.name.partition("_")[0] in codes]
    found += folder.glob("parameters/*.yaml")
    found += [*folder.glob(LAWS), *folder.glob(CAUSES), *(record_files(folder) if markets else ())]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in sorted(found)}


def read_laws(folder: Path) -> Mapping[str, Json]:
    """Return the laws of a rulebook's folder; none without a file. RuleError as in `laws_of_text`."""
    file = folder / LAWS
    return laws_of_text(file.read_text(encoding="utf-8")) if file.exists() else {}


def laws_of_text(text: str) -> Mapping[str, Json]:
    """Return the laws of a file's text by id: names in both languages, number, address. RuleError if unreadable."""
    try:
        laws = load_yaml(text) or {}
    except (YAMLError, ValueError, RecursionError) as refused:  # ValueError: a day that is in no calendar
        parse_yaml(text, LAWS)  # names the line of most
        raise yaml_error(refused, text, LAWS) from refused
    if not isinstance(laws, dict):
        raise RuleError(LAWS, 1, PartNoMapping(what=LAWS_FILE))
    return laws
