"""Five fixed cases that an officer registers through the form: three examples, a proposal with ten facts, and a grant.

All people and companies are fictional.
"""

from typing import Any, Final

from tests.documents import example

Json = dict[str, Any]  # Any: a document, or a part of one

# Values typed, values chosen, clicks and pages of the form as it was before decision 66, counted by this script.
BEFORE: Final[dict[str, tuple[int, int, int, int]]] = {
    "A proposal with ten facts": (25, 38, 31, 30),
    "A grant": (15, 23, 22, 21),
    "Magnets, negotiated": (36, 36, 24, 24),
    "Magnets, open call": (35, 31, 28, 27),
    "Cloud, open call with one bid": (33, 32, 26, 25),
}
AIMED_AT: Final = "A proposal with ten facts"
MOST_TYPED: Final = 25  # values of this case
MOST_PAGES: Final = 12

TEN_FACTS: Final[Json] = {
    "reference": "OFFICER-10",
    "submitted_by": "METI",
    "title": {"en": "Magnet recycling (fictional)"},
    "sponsor": "METI",
    "domain": "magnets",
    "scheme": "procurement",
    "value_yen": 800_000_000,
    "selection": {"method": "negotiated", "object": "services", "reserve_basis": "single_source"},
    "participants": [{"company": "asahi", "role": "lead_partner"}],
    "officials": [{"person": "mori", "role": "decision_maker"}],
    "companies": [
        {"key": "asahi", "name": {"en": "Asahi Ferrite (fictional)"}},
        {"key": "nishi", "name": {"en": "Nishi Alloys (fictional)"}},
    ],
    "people": [
        {"key": "mori", "name": {"en": "Mori Akira (fictional)"}},
        {"key": "abe", "name": {"en": "Abe Jun (fictional)"}},
    ],
    "statements": [
        {"kind": "appointment", "person": "mori", "body": "METI", "post": "Director", "grade": "division_director"},
        {"kind": "declaration", "person": "mori", "on": "2026-04-01"},
        {"kind": "shareholding", "holder": "mori", "company": "asahi", "share_bp": 620},
        {"kind": "benefit", "giver": "asahi", "person": "mori", "type": "meal", "value_yen": 8000, "on": "2026-02-10"},
        {"kind": "re_employment", "person": "abe", "company": "asahi", "on": "2025-04-01", "notified": True},
        {"kind": "competitor", "company": "nishi", "of": "asahi", "domain": "magnets"},
        {"kind": "award", "company": "asahi", "amount_yen": 90_000_000, "on": "2025-06-01", "body": "METI"},
        {"kind": "measure", "body": "METI", "company": "asahi", "type": "subsidy", "nature": "law", "on": "2025-09-01"},
        {"kind": "exposure", "company": "asahi", "country": "CN", "revenue_bp": 3100},
        {"kind": "relocation_request", "body": "METI", "company": "asahi", "from_country": "CN", "on": "2026-05-01"},
    ],
}  # fmt: skip

GRANT: Final[Json] = {
    "reference": "OFFICER-GRANT",
    "submitted_by": "METI",
    "title": {"en": "Grant for a battery line (fictional)"},
    "sponsor": "METI",
    "domain": "batteries",
    "scheme": "grant",
    "value_yen": 3_000_000_000,
    "selection": {"method": "open", "object": "research", "evaluation_published": True, "eligible_applicants": 2},
    "participants": [{"company": "fuji", "role": "lead_partner"}],
    "officials": [{"person": "ono", "role": "decision_maker"}, {"person": "kato", "role": "evaluator"}],
    "companies": [{"key": "fuji", "name": {"en": "Fuji Cells (fictional)"}}],
    "people": [
        {"key": "ono", "name": {"en": "Ono Mei (fictional)"}},
        {"key": "kato", "name": {"en": "Kato Ryo (fictional)"}},
    ],
    "statements": [
        {"kind": "appointment", "person": "ono", "body": "METI", "post": "Director", "grade": "division_director"},
        {"kind": "appointment", "person": "kato", "body": "METI", "post": "Adviser", "grade": "part_time"},
        {"kind": "declaration", "person": "ono", "on": "2026-04-01"},
        {"kind": "declaration", "person": "kato", "on": "2026-04-02"},
        {"kind": "exposure", "company": "fuji", "country": "KR", "plants": 1},
    ],
}


def officer_cases() -> dict[str, Json]:
    """Return the cases by the name that the table of figures gives them."""
    return {
        "A proposal with ten facts": TEN_FACTS,
        "A grant": GRANT,
        "Magnets, negotiated": example("hikari_magnetics"),
        "Magnets, open call": example("open_call"),
        "Cloud, open call with one bid": example("digital_agency_cloud"),
    }
