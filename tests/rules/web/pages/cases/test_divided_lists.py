"""The long lists of a case's pages come in parts; links from elsewhere lead to the right one."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from benchmarks.many_findings import FINDINGS, case_of_many_findings
from institutions.models import Account, Partnership, Person, Role
from institutions.web import divided_list
from rules.explaining.wording.finding_order import blocks_in_order
from rules.models import Comment
from rules.review.calendar.calendar import calendar_of
from rules.review.casework.case_view import read_case
from rules.review.correspondence.commenting import add_comment
from rules.web.pages.cases.calendar import divided_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker", "meti")]
A_PART = 30


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Partnership:
    monkeypatch.setattr(divided_list, "A_PART", A_PART)
    return case_of_many_findings()


@pytest.fixture
def reviewer() -> Account:
    person = Person.objects.create(name_en="Reader of Parts (fictional)")
    return Account.objects.create_user("reader-of-parts", role=Role.REVIEWER, person=person)


@pytest.fixture
def reader(reviewer: Account) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


def rows_of(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'data-finding="(\d+)"', page)]


def in_order(case: Partnership) -> list[int]:
    matches = [each.match for each in read_case(case).findings]
    return [matches[place].finding_id for block in blocks_in_order(matches) for place in block.places]


def test_the_parts_of_the_findings_have_each_once_and_say_how_many_there_are(many: Partnership, reader: Client) -> None:
    address, every = f"/partnerships/{many.pk}/", in_order(many)
    assert len(every) >= FINDINGS
    seen: list[int] = []
    number = 1
    while len(seen) < len(every):
        page = reader.get(address, {"findings": number} if number > 1 else {}).content.decode()
        found = rows_of(page)
        assert len(found) <= A_PART
        assert f"of {-(-len(every) // A_PART)}, {len(every)} entries in all" in page
        assert (f'href="?findings={number + 1}#findings"' in page) == (len(seen) + len(found) < len(every))
        assert f"Findings ({len(every)})" in page
        seen += found
        number += 1
    assert seen == every


def test_a_link_that_opens_a_finding_leads_to_its_part(many: Partnership, reader: Client) -> None:
    address, every = f"/partnerships/{many.pk}/", in_order(many)
    for place in (0, A_PART - 1, A_PART, len(every) - 1):
        page = reader.get(f"{address}?open={every[place]}").content.decode()
        assert every[place] in rows_of(page)
        assert re.search(rf'data-finding="{every[place]}" open', page)
        assert "does not have every finding that this address opens" not in page
    kept = reader.get(f"{address}?open={every[0]}&findings=2").content.decode()
    assert rows_of(kept) == every[A_PART : 2 * A_PART]
    assert f'href="?open={every[0]}&amp;findings=3#findings"' in kept
    assert "does not have every finding that this address opens" not in kept


def test_the_page_of_the_case_divides_its_table_and_keeps_the_part_after_an_act(
    many: Partnership, reader: Client
) -> None:
    address = f"/partnerships/{many.pk}/case/"
    every = [each.match.finding_id for each in read_case(many).findings]
    first, second = (reader.get(address, {"findings": number}).content.decode() for number in (1, 2))
    links = [
        [int(each) for each in re.findall(r'rowheader"><a href="/findings/(\d+)/"', page)] for page in (first, second)
    ]
    assert links == [every[:A_PART], every[A_PART : 2 * A_PART]]
    assert f"Findings ({len(every)})" in first
    version = read_case(many).case.version
    done = reader.post(f"{address}?findings=2&history=1", {"act": "accept_and_assign", "version": version})
    assert done.status_code == 302, done.content
    assert done.headers["Location"] == f"{address}?findings=2&history=1#acts"
    assert reader.get(address, {"findings": "x"}).status_code == 400


def test_the_newest_comments_are_shown_first_of_all_and_the_older_ones_in_parts_before(
    many: Partnership, reviewer: Account, reader: Client
) -> None:
    for number in range(A_PART + 5):
        add_comment(many, {"text": f"Comment {number:03}.", "audience": "reviewers"}, account=reviewer)
    assert Comment.objects.count() == A_PART + 5
    address = f"/partnerships/{many.pk}/papers/"
    page = reader.get(address).content.decode()
    assert re.findall(r"Comment (\d+)\.", page) == [f"{number:03}" for number in range(A_PART, A_PART + 5)]
    assert 'href="?comments=1#comments"' in page
    before = reader.get(address, {"comments": 1}).content.decode()
    assert re.findall(r"Comment (\d+)\.", before) == [f"{number:03}" for number in range(A_PART)]


def test_the_acts_after_one_assessment_come_in_parts_on_the_timeline(
    many: Partnership, reviewer: Account, reader: Client
) -> None:
    """The last act comes first; the parts of each assessment are its own."""
    for number in range(A_PART + 5):
        add_comment(many, {"text": f"Comment {number:03}.", "audience": "reviewers"}, account=reviewer)
    address, name = f"/partnerships/{many.pk}/timeline/", f"acts-{many.assessments.get().pk}"
    first = reader.get(address).content.decode()
    second = reader.get(address, {name: 2}).content.decode()
    assert [page.count('<li class="act" id="acts-') for page in (first, second)] == [1, 1]
    shown = [page.count("Comment written") for page in (first, second)]
    assert (shown[0], sum(shown)) == (A_PART, A_PART + 5)
    assert f'href="?{name}=2#{name}"' in first
    assert f'href="?{name}=1#{name}"' in second
    assert f'id="{name}"' in second
    assert reader.get(address, {name: "x"}).status_code == 400


def test_the_days_of_a_calendar_come_in_parts_and_the_next_day_is_in_the_first_that_is_shown(
    many: Partnership, reader: Client, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divided_list, "A_PART", 1)
    calendar = calendar_of(many, reviewer)
    dated = [row.entry for row in calendar.rows if row.entry.on or row.entry.endless]
    assert len(dated) > 1, "so that there are parts"
    address = f"/partnerships/{many.pk}/calendar/"
    pages = [reader.get(address, {"days": number}) for number in range(1, len(dated) + 1)]
    assert [row["key"] for page in pages for row in page.context["dated"]] == [each.key for each in dated]
    assert 'href="?days=2#days"' in pages[0].content.decode()
    today = timezone.localdate().isoformat()
    coming = next((each for each in dated if not each.on or each.on >= today), dated[0])
    assert [row["key"] for row in reader.get(address).context["dated"]] == [coming.key]
    assert reader.get(address, {"unknown": "0"}).status_code == 400
    without = tuple(replace(row, entry=replace(row.entry, on=None, endless=False)) for row in calendar.rows)
    second = divided_rows(replace(calendar, rows=without), {"unknown": "2"})[1]
    assert (second.rows, second.next_url) == ([without[1]], "?unknown=3#unknown")
