"""The facts of known documents, derived as of one day with ids that count up: the same with each run and database."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from django.utils import timezone

import institutions
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody, Submission
from institutions.values.hashing import hash_json, quick_json
from rules.assessing.material import plain_fact, plain_fact_json
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from tests.documents import small
from tests.rules.web.api.every_kind import statements

DAY: Final = date(2026, 6, 20)
ROOT: Final = Path(__file__).resolve().parents[3]
FOLDERS: Final = (
    Path(institutions.__file__).parent / "data" / "demonstration",
    ROOT / "docs" / "examples",
    ROOT / "tests" / "examples",
)
ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Json = dict[str, Any]  # Any: plain data


def documents() -> Iterator[Json]:
    """Yield the documents: of the demonstration, the examples, and two with every kind of statement."""
    for folder in FOLDERS:
        for number, path in enumerate(sorted(folder.glob("*.json")), 1):
            read = json.loads(path.read_text(encoding="utf-8"))
            yield {**read.get("document", read), "reference": f"{folder.parent.name}/{folder.name} {number}"}
    people = [{"key": key, "name": {"ja": name}} for key, name in (("sato", "佐藤 遥"), ("abe", "安部 結衣"))]
    companies = [{"key": key, "name": {"ja": name}} for key, name in (("hikari", "光磁性"), ("kita", "北素材"))]
    for which in (0, 1):
        given = {"people": people, "companies": companies, "statements": statements(which)}
        yield small(reference=f"every kind {which}", **given)


def bodies_named(document: Json) -> set[str]:
    """Return the codes of bodies in a document."""
    text = quick_json(document)
    return set(re.findall(r'"([A-Z][A-Z-]{1,12})"', text))


def digests() -> dict[str, dict[str, str]]:
    """Return, by document and type of facts, how many facts there are, and the beginning of their hash."""
    given = list(documents())
    numbers = count(1)

    def bytes_that_count_up(length: int) -> bytes:
        return next(numbers).to_bytes(length, "big")

    with patch("uuid.os.urandom", bytes_that_count_up):
        for code in sorted(set().union(*map(bodies_named, given))):
            GovernmentBody.objects.get_or_create(code=code, defaults={"name_en": code, "name_ja": code})
        for each in given:
            register_partnership(check_document(each), account=None, way="file")
    stored = list(Submission.objects.select_related("partnership").order_by("pk"))
    cases = gather_cases(stored, timezone.now(), [DAY] * len(stored))
    book = current_rulebook()
    found = {}
    for submission, case in zip(stored, cases, strict=True):
        texts: dict[str, list[str]] = defaultdict(list)
        for fact in map(plain_fact, facts_of(case, book.tax_rate, book.markets)):
            texts[fact.type].append(quick_json(plain_fact_json(fact)))
        keys = {str(party): key for party, key in submission.parties.values_list("party_id", "key")}
        found[submission.partnership.reference] = {kind: digest(texts[kind], keys) for kind in sorted(texts)}
    return found


def digest(facts: list[str], keys: dict[str, str]) -> str:
    """Return number and hash of facts; parties have their keys in the document, other ids are numbered as they come."""
    known = dict(keys)

    def named(text: str) -> str:
        return ID.sub(lambda match: known.setdefault(match[0], f"id-{len(known)}"), text)

    return f"{len(facts)} {hash_json([named(each) for each in facts])[:12]}"
