"""The owners on the page of a company: the tree, shares that are known and those that are not, circles, days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from institutions.models import GovernmentBody, Party
from institutions.parties.ownership.owners import owners_of
from rules.web.pages.register.parties.tree import MOST, MOST_DEEP, Tree, shown_owner_tree
from tests.institutions.parties.ownership.register import DAY, company, holds, person, stated
from tests.rules.web.pages.register.parties.reading import account, html, part, queries, registered, words

pytestmark = pytest.mark.usefixtures("meti")


def owners(client: Client, of: Party, *, on: date = DAY, language: str = "en") -> str:
    """Return the part of the page about owners."""
    first, then = {"en": ("Owners ", "Companies that it owns"), "ja": ("所有者 ", "保有・支配する企業")}[language]
    return part(words(client, f"/companies/{of.pk}/?on={on.isoformat()}", language), first, then)


def tree(of: Party, **most: int) -> Tree:
    found = owners_of([of.pk], on=DAY)
    return shown_owner_tree(found, str(of.pk), **most)


def test_a_tree_shows_direct_and_effective_shares_days_and_sources(client: Client) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya", country="US")
    holds(kita, hikari, 6000, from_on=date(2020, 4, 1))
    holds(oya, kita, 5000)
    shown = owners(client, hikari)
    assert "1 Kita 60% Controls Hikari from 1 April 2020 1.1 Oya 50% in total 30% no dates stated" in shown
    assert "Shareholding Share 60% · from 1 April 2020 Source: Official list (Registry)" in shown
    assert "30% Foreign owners" in shown
    assert "30% Owners in Japan" in shown  # what of Kita nobody is stated to hold
    assert "40% No owner stated" in shown
    ends = shown.partition("Ultimate owners")[2]
    assert "Oya United States – 30% –" in ends
    assert "Kita" not in ends
    assert "A company among them also has owners" in ends


def test_the_table_says_the_same_as_the_tree(client: Client) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 6000)
    holds(oya, kita, 5000)
    table = owners(client, hikari).partition("The same tree as a table")[2]
    assert "1 Kita Hikari 60% 60% Controls Hikari" in table
    assert "1.1 Oya Kita 50% 30% –" in table


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("share unknown", "at least 10%")), ("ja", ("持分不明", "10%以上"))]
)
def test_an_unknown_share_is_said_to_be_unknown(client: Client, language: str, said: tuple[str, str]) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, None)
    holds(oya, hikari, 1000, vehicle="direct")
    holds(oya, hikari, None, vehicle="fund")
    shown = owners(client, hikari, language=language)
    assert f"Kita {said[0]}" in shown
    assert f"Oya {said[1]}" in shown
    assert "0%" not in shown.replace("10%", "").partition("1 Oya")[2]


def test_control_and_groups_have_no_share_and_say_so(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    stated("control", company=hikari, controller_country="CN", by="state")
    stated("group", parent=kita, company=hikari)
    shown = owners(client, hikari)
    assert "China share unknown Controls Hikari" in shown
    assert "Control through State" in shown
    assert "Kita share unknown Controls Hikari" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The company holds 50% of itself (treasury shares). They carry no votes"),
        ("ja", "自己株式の保有割合は50%です。自己株式には議決権がなく"),
    ],
)
def test_its_own_shares_are_said_and_count_for_nobody(client: Client, language: str, said: str) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    assert "Own shares" not in owners(client, hikari)
    holds(hikari, hikari, 5000)
    holds(kita, hikari, 3000)
    shown = owners(client, hikari, language=language)
    assert said in shown
    assert "Controls" not in shown


def test_companies_that_hold_each_other_are_marked_and_end(client: Client) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 4000)
    holds(hikari, kita, 3000)
    holds(oya, kita, 5000)
    holds(kita, oya, 1000)
    shown = owners(client, hikari)
    assert "Hikari 30% The company itself: they hold each other" in shown
    assert "A circle: it comes again below in this chain" in shown
    assert "counted once" in shown


def test_a_party_is_unfolded_at_its_place_nearest_to_the_company() -> None:
    hikari, kita, oya, ueda = (company(name) for name in ("Hikari", "Kita", "Oya", "Ueda"))
    holds(kita, hikari, 6000)
    holds(oya, hikari, 3000)
    holds(oya, kita, 5000)
    holds(ueda, oya, 5000)
    rows = [(each.place, each.row.party.name_en, each.place_of_owners) for each in tree(hikari)]
    assert rows == [("1", "Kita", ""), ("1.1", "Oya", "2"), ("2", "Oya", ""), ("2.1", "Ueda", "")]
    assert not tree(hikari).loops


def test_a_tree_has_an_end_and_counts_what_it_leaves_out() -> None:
    hikari = company("Hikari")
    for number in range(5):
        owner = company(f"Owner {number}")
        holds(owner, hikari, 1000 - number)
        for each in range(4):
            holds(company(f"Owner {number}.{each}"), owner, 1000 - each)
    found = tree(hikari, most_each=3, most=7)
    assert found.left == 2
    assert [(each.place, each.left) for each in found] == [
        ("1", 1), ("1.1", 0), ("1.2", 0), ("1.3", 0), ("2", 3), ("2.1", 0), ("3", 4),
    ]  # fmt: skip


def test_a_company_of_many_owners_shows_the_largest_and_leads_to_the_rest(client: Client) -> None:
    hikari = company("Hikari")
    for number in range(120):
        holds(company(f"Owner {number:03}"), hikari, 10 + number % 60)
    shown = html(client, f"/companies/{hikari.pk}/?on={DAY}")
    assert "110 more owners of Hikari" in shown
    assert "All 120 owners in a table" in shown
    pages = [words(client, f"/companies/{hikari.pk}/owners/?on={DAY}&page={page}") for page in (1, 2, 3)]
    assert [page.count("Owner ") - 1 for page in pages] == [50, 50, 20]
    assert "120 owners on 20 June 2026" in pages[0]


@pytest.mark.parametrize(("day", "owner"), [(DAY, "Oya"), (DAY - timedelta(days=1), "Kita")])
def test_the_day_decides_who_owns(client: Client, day: date, owner: str) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 5000, until_on=DAY - timedelta(days=1))
    holds(oya, hikari, 6000, from_on=DAY)
    shown = owners(client, hikari, on=day)
    assert [name for name in ("Kita", "Oya") if name in shown] == [owner]


def test_without_a_day_it_is_today(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 5000, until_on=date(2001, 1, 1))
    assert "No owner is stated for" in words(client, f"/companies/{hikari.pk}/")


def test_that_owners_may_be_missing_is_said_until_somebody_states_that_none_is(client: Client) -> None:
    hikari = company("Hikari")
    assert "There may be owners that are not on this page" in owners(client, hikari)
    stated("ownership_known", company=hikari, confidence="claim")
    shown = owners(client, hikari)
    assert "There may be owners" not in shown
    assert "Every holder of 5 % or more is stated. Claim, not a fact" in shown


def test_more_than_everything_and_more_than_is_followed_are_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hikari = company("Hikari")
    for number in range(3):
        holds(company(f"Owner {number}"), hikari, 4000)
    assert "add up to more than 100 percent" in owners(client, hikari)
    monkeypatch.setattr("institutions.parties.ownership.owners.MOST_OWNERS", 1)
    assert "owners are missing" in owners(client, hikari)


def test_people_among_owners_are_shown_to_the_body_that_stated_them(
    client: Client, digital_agency: GovernmentBody
) -> None:
    parties = registered()
    path = f"/companies/{parties['hikari']}/"
    assert "Sato Haruka" in words(client, path)
    assert f'href="/people/{parties["sato"]}/"' in html(client, path)
    assert "Sato" not in html(account("officer", digital_agency), path)
    administrator = html(account("administrator"), path)
    assert "Sato Haruka" in administrator, "as through the interface: the holding is no kin, gift or income"
    assert "/people/" not in administrator.partition("<main")[2]


def test_a_submission_of_another_body_is_not_named(client: Client, digital_agency: GovernmentBody) -> None:
    holding = {"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": 3000}
    parties = registered(reference="METI-SECRET-1", statements=[holding])
    path = f"/companies/{parties['hikari']}/"
    assert "Submission METI-SECRET-1" in words(client, path)
    other = words(account("officer", digital_agency), path)
    assert "METI-SECRET-1" not in other
    assert "A submission of another body" in other


def test_the_number_of_queries_does_not_grow_with_the_owners(client: Client) -> None:
    hikari = company("Hikari")
    holds(company("First"), hikari, 100)
    path = f"/companies/{hikari.pk}/?on={DAY}"
    queries(client, path)
    before = queries(client, path)
    below = hikari
    for number in range(60):
        above = company(f"Owner {number}")
        holds(above, below, 6000)
        holds(person(f"Person {number}"), below, 10)
        below = above
    assert queries(client, path) == before


def test_whom_each_party_of_the_tree_controls_is_said(client: Client) -> None:
    hikari, kita, minami, oya = company("Hikari"), company("Kita"), company("Minami"), company("Oya")
    holds(oya, kita, 5100)
    holds(oya, minami, 5100)
    holds(kita, hikari, 3000)
    holds(minami, hikari, 3000)
    shown = owners(client, hikari)
    assert "Oya 51% in total 30.6% Controls Kita Controls Hikari with the votes of parties that it controls" in shown


def test_a_part_of_which_nothing_is_known_is_no_nought(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita", country="US")
    holds(kita, hikari, None)
    shown = owners(client, hikari)
    assert "not known Foreign owners" in shown
    assert "at most 100% No owner stated" in shown


def test_a_long_chain_is_shown_up_to_a_level_and_its_owners_counted(client: Client) -> None:
    """A template renders each level within the one below: 70 levels ended in an error of the server, with 3.13 90."""
    chain = [company(f"Holding {place}") for place in range(MOST + 20)]
    for lower, upper in pairwise(chain):
        holds(upper, lower, 6000)
    shown = owners(client, chain[0])
    deepest = f"Holding {MOST_DEEP}"
    assert f"{deepest} 60%" in shown
    assert f"1 more owner of {deepest}" in shown
    assert f"Holding {MOST_DEEP + 1} 60%" not in shown
