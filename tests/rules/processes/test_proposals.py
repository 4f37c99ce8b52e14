"""A process that becomes a partnership: the same outcomes of the collusion rules on the facts that both have."""

import random
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.formats.ocds.publishers import PublishedBuyer, PublisherProfile
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_draft import gather_draft
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.process_document import process_document
from rules.processes.collusion.proposal import ProcessProposal, ProposalOptions
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess
from tests.rules.processes.samples import Json, award, bid, process

pytestmark = pytest.mark.usefixtures("meti")

AS_OF = "2026-11-01"
PUBLISHER = PublisherProfile(
    reserve_from="tender.value",
    tax={"reserve_price": "included", "bids": "excluded", "awards": "excluded"},
    buyer=PublishedBuyer("office", {"en": "Sample Office (fictional)", "ja": "架空局"}, local=False),
    source="fictional",
    confidence="ours",
)
SETTINGS = RuleSettings(as_of=AS_OF, publisher=PUBLISHER, domain="infrastructure")
STATED = ProposalOptions(submitted_by="METI", sponsor="METI", domain="infrastructure")
SEED = 16
FILES, PROCESSES = 5, 6


def random_tender(source: random.Random, number: int) -> Json:
    """Return a fictional tender of one office: few companies, so that histories and single bids are common."""
    names = source.sample(["A", "B", "C"], source.choice((1, 1, 2, 3)))
    base = source.choice((900_000, 40_000_000, 2_500_000_000))
    bids = [
        bid(
            name,
            round(base * source.choice((0.8, 0.93, 0.94, 0.99, 1.0))),
            source.choice(("valid", "valid", "valid", "disqualified", "withdrawn")),
            date="2020-05-20T00:00:00Z",
        )
        for name in names
    ]
    awards = [award(names[0], id="1", date=f"2020-{number + 1:02}-28T00:00:00Z", value=bids[0]["value"])]
    method = {"procurementMethod": source.choice(("open", "selective", "direct"))}
    period = {"startDate": f"2020-{number + 1:02}-01T00:00:00Z", "endDate": f"2020-{number + 1:02}-20T00:00:00Z"}
    made = process(
        *bids,
        awards=awards if source.random() < 0.8 else (),
        ocid=f"ocds-test01-{number}",
        mainProcurementCategory=source.choice(("works", "goods")),
        tenderPeriod=period,
        value={"amount": round(base * 1.05), "currency": "JPY"},
        **method,
    )
    place = {"streetAddress": "架空町1-2-3", "locality": "架空市", "region": "架空県"}
    made["parties"] = [
        {"id": name, "name": f"{name} (fictional)", "address": place if source.random() < 0.3 else {}} for name in "ABC"
    ]
    return made


def document_of(release: Json, releases: list[Json]) -> Json:
    """Return the document of a process, to be assessed on the day of its screening."""
    history = BuyerHistory()
    processes = [PublishedProcess(each["ocid"], each) for each in releases]
    for each in processes:
        history.observe(each.ocid, process_document(each, SETTINGS))
    history.settle()
    made = ProcessProposal(SETTINGS, STATED, history).of(PublishedProcess(release["ocid"], release), processes)
    assert made.errors == ()
    return {**made.document, "assess_as_of": AS_OF}


def differences(release: Json, releases: list[Json], screen: RuleScreen) -> list[tuple[str, Any, Any]]:
    """Return the rules that the process alone answers, and its partnership answers otherwise."""
    alone = screen.answers(PublishedProcess(release["ocid"], release), None)
    partnership = assess_case(gather_draft(check_document(document_of(release, releases))), current_rulebook())
    found = []
    for code, each in alone.items():
        ours = (each.outcome, [finding.severity for finding in each.findings])
        severities = [finding.severity for finding in partnership.findings if finding.code == code]
        theirs = (partnership.outcomes[code].outcome, severities)
        if each.outcome != "not_assessable" and ours != theirs:
            found.append((code, ours, theirs))
    return found


def test_a_partnership_made_of_a_process_has_the_outcomes_of_the_process() -> None:
    source = random.Random(SEED)  # noqa: S311 - no secret
    answered = 0
    for file in range(FILES):
        releases = [random_tender(source, number) for number in range(PROCESSES)]
        screen = RuleScreen(SETTINGS)
        for each in releases:
            screen.observe(PublishedProcess(each["ocid"], each))
        screen.settle()
        for each in releases:
            found = differences(each, releases, screen)
            assert found == [], (file, each["ocid"])
            told = screen.answers(PublishedProcess(each["ocid"], each), None).values()
            answered += sum(answer.outcome in ("flagged", "clear") for answer in told)
    assert answered > FILES * PROCESSES * 3


def test_the_document_has_the_evidence_and_its_sources() -> None:
    source = random.Random(SEED)  # noqa: S311 - no secret
    releases = [random_tender(source, number) for number in range(PROCESSES)]
    made = document_of(releases[-1], releases)
    kinds = [each["kind"] for each in made["statements"]]
    assert kinds.count("bid") == len(releases[-1]["bids"]["details"])
    assert made["selection"]["reserve_price_yen"] == releases[-1]["tender"]["value"]["amount"]
    earlier = [each for each in made["statements"] if each["kind"] == "award" and each["source"] != "ocds"]
    assert len(earlier) == sum(len(each["awards"]) for each in releases[:-1])
    titles = {each["key"]: each["title"] for each in made["sources"]}
    assert all(titles[each["source"]] == f"OCDS {each['source']}" for each in earlier)
