"""A rule may use only the vocabulary; errors name the problem and the remedy."""

import pytest

from rules.engine.language.errors import RuleError
from tests.every import every
from tests.rules.engine.language.small_rules import compiled, rule

pytestmark = pytest.mark.bare


def refused(body: str) -> str:
    with pytest.raises(RuleError) as found:
        compiled(rule(body))
    return str(found.value)


def gifts(*tests: str) -> str:
    """Return a rule over a case's gifts and officials with these tests at the gift."""
    where = "".join(f"\n      - {test}" for test in tests)
    return (
        "when:\n  - who: official\n  - x: gift\n    where:\n      - x.person == who.person" + where + "\n"
        "statement: {en: '{x.giver}', ja: '{x.giver}'}"
    )


@every(
    "test, message",
    [
        ("x.value == 1", "'x.value' is not a field of gift. Did you mean value_yen?"),
        ("x.kind == meals", "'meals' is not a valid value of x.kind. Did you mean meal?"),
        ("x.kind in (gift, meals)", "'meals' is not a valid value of x.kind. Did you mean meal?"),
        ("y.kind == meal", "the name 'y' is not bound here"),
        (
            "x.value_yen > parameter.eth_gift_yen",
            "parameter.eth_gift_yen does not exist. Did you mean eth_gift_report_yen?",
        ),
        ("x.value_yen > parameter.ama_share_bp", "'x.value_yen' is yen, 'parameter.ama_share_bp' is bp"),
        ("x.on == x.giver", "'x.on' is a date, 'x.giver' is a key (company)"),
        ("x.giver == x.person", "'x.giver' is the key of a company, 'x.person' is the key of a person"),
        ("x.kind < meal", "orders words that have no rank. Write in (...) with the words meant"),
        ("x.reported < true", "orders flags"),
        ("x.giver < x.giver", "orders keys"),
        ("x.giver == hikari", "'hikari' is compared with the key x.giver"),
        ("x.reported == 1", "1 is not a value of x.reported. Write true or false"),
        ("x.on == 5", "5 is not a value of x.on. Write a date"),
        ("case.sponsor == MET", "'MET' is not the code of a body. Did you mean METI?"),
        ("case.sponser == METI", "'case.sponser' is not a field of partnership. Did you mean sponsor?"),
        ("1 == 1", "a test compares two constants"),
        ("x.value_yen in (1, 2)", "neither a word nor a key"),
        ("x.kind in (meal, meal)", "a word comes twice"),
        ("x.on in x.period", "'x.from_on' is not a field of gift"),
        ("x.period == 1", "'x.period' is two dates"),
        ("x.value_yen >= parameter.eth_gift_report_yen", "is a limit read as 'exceeds', not with >=. Write >, or <="),
        ("parameter.eth_gift_report_yen <= x.value_yen", "is a limit read as 'exceeds', not with >="),
        ("x.on > x.on + parameter.eth_gift_report_yen", "is in yen. A date is moved by days, months, years"),
        ("x.on > x.giver + parameter.notice_days", "'x.giver' is not a date"),
        ("x.value_yen > parameter.small_value_yen", "has a value for each of goods, lease, works"),
        ("x.value_yen > parameter.small_value_yen[x.kind]", "has no value for gift, meal of x.kind"),
        ("x.value_yen > parameter.eth_gift_report_yen[x.kind]", "has no index"),
        ("x.on > parameter.eth_gift_report_yen at x.giver", "'x.giver' is not a date"),
    ],
)
def test_what_does_not_fit_is_refused(test: str, message: str) -> None:
    found = refused(gifts(test))
    assert message in found
    assert "COI-01_x.yaml, line 8" in found


def test_an_unknown_fact_type_is_refused_with_the_nearest() -> None:
    assert "'gifts' is not a fact type. Did you mean gift?" in refused("when:\n  - x: gifts")


def test_two_facts_in_one_term_are_refused_with_a_remedy() -> None:
    body = "when:\n  - a: gift\n  - b: gift\n    where:\n      - b.on <= a.on + parameter.notice_days at b.on"
    assert "reads two facts in one term. Derive a fact that has both" in refused(body)


def test_the_key_of_a_fact_type_is_compared_with_that_types_facts() -> None:
    body = "when:\n  - ask: contact\n  - exempt: contact_exemption\n    where:\n      - exempt.contact == {}.fact"
    compiled(rule(body.format("ask")))
    assert "'exempt.contact' is the key of a contact" in refused(body.format("exempt"))


def test_a_party_may_be_a_company_or_a_person() -> None:
    body = "when:\n  - who: official\n  - x: gift\n  - stake: holds_stake\n    where:\n      - stake.holder == {}"
    compiled(rule(body.format("who.person")))
    compiled(rule(body.format("x.giver")))
    compiled(rule(body.format("METI")))


def test_the_same_key_of_two_facts_of_one_type_has_an_order() -> None:
    body = "when:\n  - a: participates\n  - b: participates\n    where:\n      - a.company < b.company"
    compiled(rule(body))


def test_a_name_is_bound_before_it_is_used() -> None:
    body = "when:\n  - a: gift\n    where:\n      - a.person == b.person\n  - b: official"
    assert "line 6: the name 'b' is not bound here" in refused(body)


def test_a_name_is_bound_once() -> None:
    assert "the name 'a' is bound twice" in refused("when:\n  - a: gift\n  - a: official")
    assert "the name 'a' is bound twice" in refused("when:\n  - a: gift\nunless:\n  - a: official")


ANY = "when:\n  - any:\n      - - a: gift\n      - - {}: {}\nstatement: {{en: '{{a.person}}', ja: x}}"


def test_a_name_is_usable_outside_any_if_every_branch_binds_it_to_one_type() -> None:
    compiled(rule(ANY.format("a", "gift\n          where:\n            - a.kind == meal")))
    assert "'a' is not bound in every match" in refused(ANY.format("b", "gift"))
    assert "'a' is not bound in every match" in refused(ANY.format("a", "official"))


def test_needs_see_what_applies_binds_and_nothing_of_when() -> None:
    body = "applies:\n  - p: participates\nneeds:\n  - k: competes\n    where:\n      - {}\nwhen:\n  - x: gift"
    compiled(rule(body.format("k.company == p.company")))
    assert "the name 'x' is not bound here" in refused(body.format("k.company == x.giver"))
    assert "does not read k. Put it into applies" in refused(body.format("p.role == partner"))


def test_each_unless_sees_only_its_own_name_besides_the_match() -> None:
    body = "when:\n  - x: gift\nunless:\n  - a: official\n  - b: official\n    where:\n      - b.person == a.person"
    assert "the name 'a' is not bound here" in refused(body)


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        ("{x.value}", "'x.value' is not a field of gift"),
        ("{y.value_yen}", "'y' is not bound in every match"),
        ("{x}", "the statement shows {x}"),
        ("{x.value_yen:,}", "the field's type says how it is shown"),
        ("{x.value_yen", "has no partner"),
    ],
)
def test_statements_show_bound_fields_without_format_codes(shown: str, message: str) -> None:
    assert message in refused(f"when:\n  - x: gift\nstatement: {{en: '{shown}', ja: 何か}}")


def test_one_per_names_fields_of_the_match() -> None:
    assert "the name 'y' is not bound here" in refused("when:\n  - x: gift\none_per: [y.person]")


def test_a_swappable_pair_is_refused() -> None:
    body = "when:\n  - a: participates\n  - b: participates\n    where:\n      - a.role == b.role"
    assert "every pair would come twice. Order them by one of their keys, as in a.fact < b.fact" in refused(body)
    compiled(rule(body + "\n      - a.company < b.company"))


def test_a_pair_that_is_swapped_with_what_hangs_on_it_is_refused() -> None:
    body = (
        "when:\n  - a: participates\n  - one: measure\n    where:\n      - one.company == a.company\n"
        "  - b: participates\n  - other: measure\n    where:\n      - b.company == other.company"
    )
    assert "every pair would come twice" in refused(body)
    compiled(rule(body + "\n      - other.kind == exclusion"))


def test_a_pair_that_any_swaps_is_refused() -> None:
    body = (
        "when:\n  - a: participates\n  - b: participates\n    where:\n"
        "      - any:\n          - [a.role == partner, b.role == supplier]\n"
        "          - [a.role == supplier, b.role == partner]"
    )
    assert "every pair would come twice" in refused(body)


def warnings(body: str) -> list[str]:
    return [warning.trouble for warning in compiled(rule(body)).warnings]


def test_a_pattern_without_a_join_is_warned_of_unless_one_per_says_what_is_one_finding() -> None:
    body = "when:\n  - x: gift\n  - call: selection"
    assert warnings(body) == ["'call' is joined to nothing: every selection gives a finding of its own"]
    assert warnings(body + "\none_per: [x.fact]") == []


def test_a_number_in_a_rule_is_warned_of() -> None:
    assert warnings("when:\n  - x: gift\n    where:\n      - x.value_yen > 5_000") == ["5000 stands in the rule"]
    assert warnings("when:\n  - x: gift\n    where:\n      - x.value_yen > 0") == []


def test_codes_of_rules_are_checked() -> None:
    body = "when:\n  - hit: finding\n    where:\n      - hit.code in ({})"
    compiled(rule(body.format("COI-02")), rule("when:\n  - x: gift", "COI-02"))
    assert "'COI-09' is not the code of a rule" in refused(body.format("COI-09"))
