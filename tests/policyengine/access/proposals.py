"""The case of the first body, on which the table of access is tested. All names are fictional."""

from typing import Any, Final

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Partnership
from rules.assessing.waiting import finish_here
from rules.models import State
from tests.documents import small

Json = dict[str, Any]
GIFT_YEN: Final = 123_457
SATO: Final = {"person": "sato"}


def document(reference: str = "OWN-1", **changes: Any) -> Json:
    """Return a case whose decider received a gift, and that names her spouse."""
    stated: list[Json] = [
        {"kind": "appointment", **SATO, "body": "METI", "grade": "division_director", "service": "regular"},
        {"kind": "duty", **SATO, "company": "hikari", "body": "METI", "function": "contract"},
        {
            "kind": "benefit",
            **SATO,
            "giver": "hikari",
            "type": "gift",
            "value_yen": GIFT_YEN,
            "on": "2026-06-16",
            "source": "gifts",
        },
        {"kind": "kinship", **SATO, "relative": "mori", "by": "spouse"},
    ]
    people = [
        {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}},
        {"key": "mori", "name": {"en": "Mori Akira", "ja": "森 晶"}},
    ]
    return small(
        reference=reference,
        title={"en": "Tsubame magnets", "ja": "つばめ磁石"},
        officials=[{"person": "sato", "role": "decision_maker"}],
        assess_as_of="2026-06-20",
        people=people,
        sources=[{"key": "gifts", "title": "Tsubame gift register", "publisher": "METI (fictional)"}],
        statements=stated,
        **changes,
    )


def registered(content: Json) -> Partnership:
    """Return the partnership of a document, registered and assessed."""
    partnership = register_partnership(check_document(content), account=None, way="file").partnership
    finish_here(partnership.assessments.get(state=State.QUEUED))
    return partnership
