"""Closed lists of words in seed files: the register's own where it has one, and those that only the files use."""

from institutions.kinds.government import BUDGETS, SECTORS
from institutions.kinds.parties import BODY_KINDS as KINDS_OF_BODY
from institutions.kinds.parties import GPA_CLASSES as CLASSES_OF_GPA
from institutions.kinds.posts import GRADES
from institutions.models import Consent, MandateFunction, MandateLead, StatementStanding, TreatyStatus

BODY_KINDS = tuple(KINDS_OF_BODY)
GPA_CLASSES = tuple(CLASSES_OF_GPA)
MANDATE_FUNCTIONS = tuple(MandateFunction.values)
MANDATE_LEADS = tuple(MandateLead.values)
POST_CONSENTS = tuple(Consent.values)
POST_GRADES = tuple(GRADES)
SECTOR_WORDS = tuple(SECTORS)
BUDGET_SORTS = tuple(BUDGETS)
TREATY_STATUSES = tuple(TreatyStatus.values)
BRIEF_STANDINGS = tuple(StatementStanding.values)

TREATY_FORMS = ("investment", "economic_partnership")
TREATY_CARVE_OUTS = (
    "taxation",
    "subsidies",
    "essential_security",
    "essential_security_self_judging",
    "isds_policy_areas",
    "isds_some_provisions",
    "isds_case_by_case_consent",
    "isds_compensation_amount_only",
    "energy_sector_only",
)
BRIEF_FORMS = ("event", "decision", "relation", "claim")
SUBJECT_TYPES = ("body", "government", "company", "organisation", "party_organ", "group")
