"""Parameters for the tests of language and compiler, one of each sort: dated, indexed, not in force, unknown."""

from rules.engine.language.parameter_file import read_parameters
from rules.engine.language.parameters import Parameters
from rules.engine.language.yaml_nodes import parse_yaml

PARAMETERS = """
eth_gift_report_yen:
  meaning: {en: A benefit above this is reported, ja: これを超える贈与は報告の対象}
  unit: yen, exceeds
  values:
    - {until: 2000-03-31, value: not_in_force}
    - {from: 2000-04-01, until: 2026-03-31, value: 5_000, basis: {law: ethics_act, article: "6(1)"}, confidence: seen}
    - {from: 2026-04-01, value: 10_000, basis: {law: ethics_act, article: "6(1)"}, confidence: memory}
small_value_yen:
  meaning: Up to this a contract may be negotiated
  unit: yen, at most
  values:
    - {for: goods, value: 1_600_000, confidence: ours}
    - {for: [works], until: 2025-03-31, value: 2_500_000, confidence: ours}
    - {for: lease, value: not_in_force}
reemp_lookback_months: {meaning: x, unit: months, values: [{value: 60, confidence: ours}]}
reemp_cooling_months: {meaning: x, unit: months, values: [{value: 24, confidence: ours}]}
col_protection_months: {meaning: x, unit: months, values: [{value: 24, confidence: ours}]}
col_open_call_applicants: {meaning: x, unit: "count, at least", values: [{value: 2, confidence: ours}]}
col_joint_share_high_bp: {meaning: x, unit: "bp, exceeds", values: [{value: 5_000, confidence: ours}]}
ama_hhi_mid: {meaning: x, unit: "index, exceeds", values: [{value: 2_500, confidence: ours}]}
ama_hhi_low: {meaning: x, unit: "index, exceeds", values: [{value: 1_500, confidence: ours}]}
ama_hhi_delta_high: {meaning: x, unit: "index, exceeds", values: [{value: 150, confidence: ours}]}
ama_hhi_delta_mid: {meaning: x, unit: "index, exceeds", values: [{value: 250, confidence: ours}]}
ama_share_bp: {meaning: x, unit: "bp, exceeds", values: [{value: 3_500, confidence: ours}]}
notice_days: {meaning: x, unit: days, values: [{value: 14, confidence: ours}]}
suspended_months: {meaning: x, unit: months, values: [{value: not_in_force}]}
unclear_months: {meaning: x, unit: months, values: [{value: unknown}]}
unclear_yen: {meaning: x, unit: yen, values: [{value: unknown}]}
"""


def small_parameters(text: str = PARAMETERS) -> Parameters:
    return Parameters({p.name: p for p in read_parameters(parse_yaml(text, "parameters.yaml"))})
