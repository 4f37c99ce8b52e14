"""*Add this* leads to a question that is there and in sight, whatever the scheme, the method and the origin."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from django.test import Client

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.document import SCHEMES
from institutions.kinds.words import METHODS
from institutions.models import FormDraft
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.comparing.rule_reads import rule_reads
from rules.explaining.wording.asked_questions import question_about
from rules.explaining.wording.suppliers import supply_of
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.web.pages.cases.missing_data import question_address
from tests.rules.web.pages.asked_draft import draft  # noqa: F401 - a fixture

pytestmark = [pytest.mark.usefixtures("meti", "digital_agency"), pytest.mark.django_db, pytest.mark.long]
Json = dict[str, Any]
VOID: Final = frozenset({"input", "meta", "link", "br", "hr", "img", "col", "wbr", "source"})
# The ids of facts that stand for missing data, as derivation makes them.
STANDING: Final = (
    "selection(proposer)",
    "selection(object)",
    "selection(method)/order",
    "selection(reserve_price_yen)/hikari",
    "selection(price_includes_tax)/small_orders:hikari",
    "partnership(restricts_countries)",
    "principal_investigator(company=hikari)/sato",
    "seat(body=METI)/oversight",
    *(
        f"{kind}(company=hikari)"
        for kind in ("ownership_known", "award", "bid", "competitor", "decision", "directorship")
    ),
    *(
        f"{kind}(company=hikari)"
        for kind in ("duty", "employment", "investment", "market", "re_employment", "subcontract")
    ),
    *("appointment(person=sato)", "shareholding(holder=sato)", "mandates_known(body=METI)", "bids_known()"),
)


@cache
def asked_questions() -> tuple[str, ...]:
    """Return the question of everything that a rule may lack: each kind, each field that may be unknown, each id."""
    found = {question_about("private_proposal", fact, "won") for fact in STANDING}
    for rule in current_rulebook().rules.values():
        for kind, field in rule_reads(rule):
            if kind in VOCABULARY and (not field or VOCABULARY[kind].fields[field].optional):
                found |= {question_about(kind, field=field), supply_of(kind).asked}
    return tuple(sorted(found - {""}))


class InSight(HTMLParser):
    """The elements of a page that a reader sees: in nothing closed, hidden, or left out with the method."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self.method = method
        self.found: set[str] = set()
        self.around: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and whether what is in it is in sight."""
        given = dict(attrs)
        methods = given.get("data-methods")
        left_out = methods is not None and self.method not in (methods or "").split()
        hidden = "hidden" in given or given.get("type") == "hidden" or left_out
        opens = tag == "div" and given.get("class") == "opens"  # shown with the answer yes
        sees = not hidden and not opens and all(seen for _tag, seen in self.around)
        if sees and (name := given.get("id")):
            self.found.add(name)
        if tag not in VOID:
            self.around.append((tag, sees and not (tag == "details" and "open" not in given)))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self.around and self.around.pop()[0] != tag:
            pass


def in_sight(page: str, method: str) -> set[str]:
    """Return the ids of the elements of a page that are in sight."""
    parser = InSight(method)
    parser.feed(page)
    return parser.found


def stated_at_least() -> Iterator[Json]:
    """Yield a statement of each kind with what it requires alone."""
    values: Json = {FieldSort.PARTY: "hikari", FieldSort.BODY_CODE: "METI", FieldSort.DATE: "2026-06-01"}
    for name, kind in KINDS.items():
        needed = {
            each.name: values.get(each.sort, next(iter(each.words), "x")) for each in kind.fields if each.required
        }
        yield {"kind": name, **needed}


def out_of_sight(client: Client, draft: FormDraft, method: str, kept: dict[str, set[str]]) -> dict[str, str]:  # noqa: F811
    """Return the questions whose address shows nothing. `kept`: pages seen before, some alike for every method."""
    pages = {path: seen for path, seen in kept.items() if re.search("/(proposal|officials|partners|statements)/", path)}
    lost = {}
    for asked in asked_questions():
        address = question_address(draft, asked)
        path, _mark, anchor = address.partition("#")
        if path not in pages:
            answer = client.get(path)
            assert answer.status_code == 200, (asked, address)
            pages[path] = in_sight(answer.content.decode(), method)
        of_page = not anchor and (urlsplit(path).query or "/statements/" in path or asked in ("selection", "proposal"))
        if not of_page and anchor not in pages[path]:
            lost[asked] = address
    kept.update(pages)
    return lost


@pytest.mark.parametrize("scheme", ["", *SCHEMES])
def test_what_a_rule_may_lack_is_asked_in_sight_with_every_scheme_and_method(
    client: Client,
    draft: FormDraft,  # noqa: F811
    scheme: str,
) -> None:
    plain = {name: value for name, value in draft.document.items() if name != "scheme"}
    lost: dict[str, str] = {}
    kept: dict[str, set[str]] = {}
    for method in METHODS:
        document = {**plain, "selection": {"method": method, "object": "goods"}}
        draft.store({**document, **({"scheme": scheme} if scheme else {})}, version=draft.version, step="selection")
        lost |= {f"{method}: {asked}": at for asked, at in out_of_sight(client, draft, method, kept).items()}
    assert lost == {}


@pytest.mark.parametrize("method", ["open", "none"])
def test_a_field_of_a_statement_that_is_there_is_opened(
    client: Client,
    draft: FormDraft,  # noqa: F811
    method: str,
) -> None:
    document = {**draft.document, "selection": {"method": method, "object": "goods", "proposer": "hikari"}}
    draft.store({**document, "statements": [*stated_at_least()]}, version=draft.version, step="people")
    assert out_of_sight(client, draft, method, {}) == {}


def test_a_private_proposal_leads_to_who_proposed_it_and_then_to_what_is_asked_of_it(
    client: Client,
    draft: FormDraft,  # noqa: F811
) -> None:
    for field in ("won", "advantage_published", "call_days"):
        assert question_about("private_proposal", "selection(proposer)", field) == "selection/proposer"
    known = "private_proposal:hikari"
    assert question_about("private_proposal", known, "advantage_published") == "selection/advantage_published"
    unknown = "ownership_known(company=kita)/private_proposal"
    assert question_about("private_proposal", unknown, "won") == "ownership_known"
    draft.store({**draft.document, "scheme": "grant"}, version=draft.version, step="selection")
    address = question_address(draft, "selection/advantage_published")
    page = client.get(address.partition("#")[0]).content.decode()
    assert "f-selection-advantage_published" in in_sight(page, "open")
    assert "f-selection-advantage_published" not in client.get(f"/propose/{draft.pk}/selection/").content.decode()


def test_a_price_that_is_stated_leads_to_the_bid_that_it_is_compared_with(draft: FormDraft) -> None:  # noqa: F811
    asked = question_about("bid_ratio", "bid_ratio:hikari", "ratio_bp")
    assert "/selection/reserve_price_yen" in question_address(draft, asked)
    selection = {**draft.document["selection"], "reserve_price_yen": 1_000}
    bids = [{"kind": "bid", "company": "hikari"}]
    draft.store({**draft.document, "selection": selection, "statements": bids}, version=draft.version, step="rivals")
    assert "/statements/0/amount_yen" in question_address(draft, asked)


def test_what_no_proposal_states_is_asked_of_nobody() -> None:
    assert question_about("procurement_covered", "gpa_class(body=METI)", "covered") == ""
    assert question_about("treaty_cover", "treaty(country=US)/m/p", "investor_state") == ""


def test_an_input_that_the_page_does_not_have_is_refused(client: Client, draft: FormDraft) -> None:  # noqa: F811
    answer = client.get(f"/propose/{draft.pk}/selection/?asked=/selection/colour")
    assert answer.status_code == 400


def test_an_input_whose_row_was_removed_since_shows_the_page_as_it_is(client: Client, draft: FormDraft) -> None:  # noqa: F811
    """It was answered as a wrong address, on which a page opened before could not be gone on with."""
    for place in (0, 99):
        stated = [{"kind": "exposure", "company": "hikari", "country": "CN"}]
        draft.store({**draft.document, "statements": stated}, version=draft.version, step="record")
        answer = client.get(f"/propose/{draft.pk}/record/?asked=/statements/{place}/plants")
        assert answer.status_code == 200
        assert ("f-statements-0-plants" in answer.content.decode()) is True
        draft.store({**draft.document, "statements": []}, version=draft.version, step="record")
        answer = client.get(f"/propose/{draft.pk}/record/?asked=/statements/{place}/plants")
        assert answer.status_code == 200
        assert "plants" not in in_sight(answer.content.decode(), "open")
    assert client.get(f"/propose/{draft.pk}/record/?asked=/statements/x/plants").status_code == 400
