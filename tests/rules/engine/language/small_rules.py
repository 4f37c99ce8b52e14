"""Rules for the tests of language and compiler: made from their conditions, and the three examples of the language."""

from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.language.load import build_rule
from rules.engine.language.parameters import Parameters
from rules.engine.language.syntax import Rule
from rules.engine.language.yaml_nodes import parse_yaml
from tests.rules.engine.language.small_parameters import small_parameters
from tests.rules.engine.language.small_vocabulary import BODIES, VOCABULARY

TEXTS = """
title: {en: A title, ja: 題}
why: {en: Because, ja: 理由}
silent_when: {en: Never, ja: なし}
basis:
  - {law: ours, confidence: ours}
mitigations:
  - {en: Stop, ja: 中止}
"""
FAMILIES = {"COI": "conflict_of_interest", "COL": "collusion", "LIT": "litigation"}


def rule(body: str, code: str = "COI-01") -> Rule:
    """Return a rule from its conditions; other required parts are added where they are missing."""
    text = f"code: {code}\nfamily: {FAMILIES[code[:3]]}\n{body.strip()}\n"
    if "severity:" not in body:
        text += "severity: low\n"
    if "statement:" not in body:
        text += "statement: {en: Something, ja: 何か}\n"
    return build_rule(parse_yaml(text + TEXTS.strip() + "\n", f"{code}_x.yaml"))


def compiled(*rules: Rule, parameters: Parameters | None = None) -> CompiledRulebook:
    return compile_rulebook(rules, VOCABULARY, parameters or small_parameters(), BODIES)


REVOLVING_DOOR = """
severity: critical
applies:
  - former: left_service
when:
  - left: left_service
  - served: served_in
    where:
      - served.person == left.person
      - served.until_on >= left.left_on - parameter.reemp_lookback_months at left.left_on
  - job: company_post
    where:
      - job.person == left.person
  - part: participates
    where:
      - part.company == job.company
  - ask: contact
    where:
      - ask.person == left.person
      - ask.body == served.body
      - ask.about_case == true
      - ask.asking == true
      - ask.on > left.left_on
      - ask.on <= left.left_on + parameter.reemp_cooling_months at left.left_on
  - duty: had_duties
    where:
      - duty.person == left.person
      - duty.body == served.body
      - duty.covers_case == true
unless:
  - exempt: contact_exemption
    where:
      - exempt.contact == ask.fact
statement:
  en: "{left.person} left service on {left.left_on}, works for {part.company}, and asked {ask.body} on {ask.on}."
  ja: "{left.person}は{left.left_on}に離職し、{part.company}に在籍、{ask.on}に{ask.body}に依頼。"
"""
PROTECTED = """
severity: high
when:
  - part: participates
    where:
      - part.role in (lead_partner, partner)
  - any:
      - - help: measure
          where:
            - help.company == part.company
            - help.kind in (protection, subsidy, designation)
            - help.on <= case.proposed_on
            - help.lasted_until_on >= case.proposed_on - parameter.col_protection_months
      - - rival: competes
          where:
            - rival.other == part.company
            - rival.domain == case.domain
        - help: measure
          where:
            - help.company == rival.company
            - help.kind == exclusion
            - help.on <= case.proposed_on
            - help.lasted_until_on >= case.proposed_on - parameter.col_protection_months
unless:
  - second: partner_outside_group
    where:
      - second.than == part.company
  - call: selection
    where:
      - call.method == open
      - call.eligible_applicants >= parameter.col_open_call_applicants
  - law: selection
    where:
      - law.legal_ground == statute_designates_operator
"""
JOINT_MARKET = """
severity:
  - high: [joint.share_bp > parameter.col_joint_share_high_bp]
  - medium
applies:
  - a: participates
  - b: participates
    where:
      - a.company < b.company
  - rival: competes
    where:
      - rival.company == a.company
      - rival.other == b.company
needs:
  - market: market_known
    where:
      - market.domain == rival.domain
when:
  - joint: joint_market
    where:
      - joint.first == a.company
      - joint.second == b.company
      - joint.domain == rival.domain
      - any:
          - [joint.hhi > parameter.ama_hhi_mid, joint.delta > parameter.ama_hhi_delta_high]
          - - joint.hhi > parameter.ama_hhi_low
            - joint.hhi <= parameter.ama_hhi_mid
            - joint.delta > parameter.ama_hhi_delta_mid
          - joint.share_bp > parameter.ama_share_bp
unless:
  - open: partnership
    where:
      - open.research_only == true
      - open.results_open == true
"""
