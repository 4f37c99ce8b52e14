"""The collusion rules over the processes of files: a history of buyers first, then a case of each process."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from institutions.codes.base import Coded
from institutions.drafts.errors import FieldError
from institutions.values.hashing import canonical_json, hash_text
from rules.assessing.case_result import FindingResult
from rules.assessing.failures import failure_of
from rules.assessing.findings import write_findings
from rules.assessing.guards import clearing_guards
from rules.assessing.material import AssessmentMaterial, material_of
from rules.assessing.result_lines import ResultLine, ResultReader
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.evaluating.errors import EngineError
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.engine.evaluating.silent_codes import NothingOfKind
from rules.facts.derivation.derive import facts_of
from rules.facts.derivation.limits import CaseTooLargeError
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.base import Fact
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.market_screens import MarketScreens
from rules.processes.collusion.process_case import process_case
from rules.processes.collusion.process_document import WITHHELD, ProcessDocument, process_document
from rules.processes.collusion.rule_answers import RuleAnswer, RuleAnswers
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.collusion.settings import RuleSettings
from rules.processes.collusion.unawarded import award_state, told_apart, why_no_award
from rules.processes.collusion.unread_kinds import kinds_of, reasons_of, says_nothing, unread_kinds
from rules.processes.earlier_releases import unknown_releases
from rules.processes.published_process import PublishedProcess
from rules.processes.reasons import ReservePriceWithheld, ValueUnreadable

PRICED: Final = frozenset(
    {"bid_ratio", "market_ratio", "planned_contract", "small_orders"}
)  # facts made with the reserve price
ANSWERS_VERSION: Final = 5  # of the lines: answers of another version are made again
FAILURES: Final = (EngineError, CaseTooLargeError)


class RuleScreen:
    """The collusion rules over one run: processes are observed, the history is settled, each is answered."""

    def __init__(self, settings: RuleSettings) -> None:
        self.settings = settings
        self.rulebook = collusion_rulebook()
        self.codes = tuple(rule.code for rule in self.rulebook.form.rules)
        self._history = BuyerHistory()
        self._markets = MarketScreens(self.rulebook.markets, self.rulebook.tax_rate)
        self._last_read: tuple[PublishedProcess, ProcessDocument] | None = None
        self._last_case: tuple[PublishedProcess, CaseInput] | None = None

    def observe(self, process: PublishedProcess) -> None:
        """Note the awards and the tender of a process, in the first reading."""
        read = process_document(process, self.settings)
        self._history.observe(process.ocid, read)
        self._markets.observe(process, read.publisher, read.document["selection"].get("object"))

    def settle(self) -> None:
        """Put the history in order and ask the market records, after the first reading."""
        self._history.settle()
        self._markets.settle()
        self._last_case = None

    def answers(self, process: PublishedProcess, left_out: Coded | None) -> RuleAnswers:
        """Return the answer of every rule about a process. `left_out`: why no question is about it, if so."""
        if left_out is not None:
            return dict.fromkeys(self.codes, RuleAnswer("not_applicable", said=(left_out,)))
        read = self._read(process)
        if read.unreadable:
            reasons = tuple(map(unreadable_value, read.unreadable))
            return dict.fromkeys(self.codes, RuleAnswer("not_assessable", said=reasons))
        try:
            return self._evaluated(process, read)
        except FAILURES as trouble:
            # Shown as an error of this process and counted: the command ends with status 1.
            return dict.fromkeys(self.codes, RuleAnswer("error", said=(failure_of(trouble),)))

    def digest(self, process: PublishedProcess, left_out: Coded | None) -> str:
        """Return the hash of all that the rules read of a process: of the same they give the same answers."""
        if left_out is not None:
            return digest_of_asked(self.rulebook.version, left_out.stored())
        read = self._read(process)
        if read.unreadable:
            said = [[each.field, each.said.stored()] for each in read.unreadable]
            return digest_of_asked(self.rulebook.version, said)
        # Its text, since plain data of a case with many earlier awards takes half as long as the answers.
        case, market = repr(self._case(process, read)), self._markets.of(process.ocid).to_json()
        award = why.stored() if (why := why_no_award(process, read)) else None  # its words are in the answers
        return digest_of_asked(self.rulebook.version, [case, market, process.unknown, read.withheld, award])

    def _read(self, process: PublishedProcess) -> ProcessDocument:
        """Return the document of a process, made once for those who ask one after the other."""
        if self._last_read is None or self._last_read[0] is not process:
            self._last_read = (process, process_document(process, self.settings))
        return self._last_read[1]

    def _case(self, process: PublishedProcess, read: ProcessDocument) -> CaseInput:
        """Return the case of a process, made once as its document is."""
        if self._last_case is None or self._last_case[0] is not process:
            award = award_state(why_no_award(process, read))
            self._last_case = (process, process_case(process.ocid, read, self._history, self.settings, award))
        return self._last_case[1]

    def _evaluated(self, process: PublishedProcess, read: ProcessDocument) -> RuleAnswers:
        case = self._case(process, read)
        market = self._markets.of(process.ocid)
        facts = facts_of(case, self.rulebook.tax_rate, self.rulebook.markets, market.facts)
        records = self.rulebook.records(facts)
        evaluation = self.rulebook.evaluate(records)
        material = material_of(case, facts, records)
        findings = write_findings(material, evaluation, self.rulebook, clearing_guards)
        why = why_no_award(process, read)
        told = {code: told_apart(found, why) for code, found in evaluation.outcomes.items()}
        answers = self._answers(told, facts, findings, material, (reserve_withheld(read), market.silent))
        if not (unknown := unknown_releases(process)):
            return answers
        return {code: with_unknown_releases(each, told[code][1], unknown) for code, each in answers.items()}

    def _answers(
        self,
        told: Mapping[str, tuple[tuple[Coded, ...], EvaluatedRule]],
        facts: tuple[Fact, ...],
        findings: tuple[FindingResult, ...],
        material: AssessmentMaterial,
        beside: tuple[tuple[Coded, ...], Mapping[str, Coded]],
    ) -> RuleAnswers:
        present = {fact.type for fact in facts}
        reader = ResultReader(SnapshotFacts(given=material))
        withheld, silent = beside
        answers: dict[str, RuleAnswer] = {}
        for rule in self.rulebook.form.rules:
            of_award, found = told[rule.code]
            unread = unread_kinds(rule, present)
            if says_nothing(found, unread):
                answers[rule.code] = RuleAnswer("not_assessable", said=reasons_of(unread))
                continue
            of_rule = tuple(each for each in findings if each.code == rule.code)
            about = {each.about for each in found.missing}
            priced = about & PRICED or (found.outcome == "not_assessable" and kinds_of(rule) & PRICED)
            said = (*of_award, *withheld) if priced else of_award
            if "market_screen" in about and rule.code in silent:
                said = (*said, silent[rule.code])
            answers[rule.code] = RuleAnswer(found.outcome, of_rule, partial(worded, reader, found), said)
        return answers


def digest_of_asked(rulebook: str, about: object) -> str:
    """Return the hash of what the rules of a version read. Halves of letters, which no encoding has, are escaped."""
    text = canonical_json([ANSWERS_VERSION, rulebook, about])
    return hash_text(text.encode("utf-8", "backslashreplace").decode())


def with_unknown_releases(answer: RuleAnswer, found: EvaluatedRule, unknown: tuple[Coded, ...]) -> RuleAnswer:
    """Return the answer of a rule about a process of which earlier releases are not known.

    A rule that is clear, or not applicable for want of some fact, might have found that fact in them.
    """
    if answer.outcome == "not_assessable":
        return replace(answer, said=(*unknown, *answer.said))
    wants_a_fact = answer.outcome == "not_applicable" and isinstance(found.reason, NothingOfKind)
    if answer.outcome == "clear" or wants_a_fact:
        return RuleAnswer("not_assessable", said=unknown)
    return answer


def reserve_withheld(read: ProcessDocument) -> tuple[Coded, ...]:
    """Return the reason beside a missing reserve price, where the body says that it withholds it."""
    place = f"/tender/{WITHHELD}"
    return () if read.withheld is None else (ReservePriceWithheld(said=read.withheld, field=place),)


def worded(reader: ResultReader, found: EvaluatedRule) -> list[ResultLine]:
    """Return the missing data of an outcome, or why it is not applicable."""
    if found.outcome == "not_applicable" and found.reason:
        return [reader.said(found.reason)]
    return [reader.said(each) for each in found.missing]


def unreadable_value(error: FieldError) -> Coded:
    """Return the reason that a value of the release cannot be read."""
    return ValueUnreadable(field=error.field, said=error.said)
