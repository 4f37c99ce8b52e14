"""Profiles, and the settings file of Cardinal over them."""

from pathlib import Path

import pytest

from rules.engine.language.errors import RuleError
from rules.engine.language.yaml_nodes import parse_yaml
from rules.processes.cardinal_settings import SettingsUnusableError, read_cardinal_settings
from rules.processes.file_screening import as_cardinal
from rules.processes.profile import profile_parameter, read_profile
from tests.rules.processes.samples import CARDINAL, OURS

pytestmark = pytest.mark.bare

SETTINGS = """\
; comment
currency = JPY
no_price_comparison_procurement_methods = Lottery|Fixed price

[defaults]

[exclusions]
procurement_method_details = Emergency

[R003]
threshold = 10
procurement_methods = open|selective

[R003.procurement_method_details]
Quick Tender = 5

[R024]
threshold = 0.05

[R038]
minimum_submitted_bids = 4

[R058]
"""


def test_ours_differs_from_cardinal_in_parameters_that_say_why() -> None:
    changed = read_profile("ours")
    assert set(changed) < set(CARDINAL.parameters)
    for name, parameter in changed.items():
        assert parameter.value != CARDINAL.parameters[name].value, name
        assert parameter.note, name
        assert (parameter.unit, parameter.confidence) == (CARDINAL.parameters[name].unit, "ours"), name
    assert all(each.source and each.meaning.ja != each.meaning.en for each in CARDINAL.parameters.values())


def test_cardinals_settings_file_sets_parameters_and_the_indicators_that_run(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(SETTINGS, encoding="utf-8")
    found = read_cardinal_settings(path, CARDINAL)
    assert found.currency == "JPY"
    assert found.uncompared_methods == {"Lottery", "Fixed price"}
    assert found.excluded_methods == {"Emergency"}
    assert found.indicators == frozenset({"R003", "R024", "R038", "R058"})
    assert found.count("r003_threshold_days") == 10
    assert found.value("r003_methods", frozenset) == {"open", "selective"}
    assert found.parameters["r003_threshold_days_by_details"].value == {"Quick Tender": 5}
    assert (found.threshold("r024_threshold"), found.threshold("r058_threshold")) == (0.05, None)
    assert found.count("r038_minimum_submitted_bids") == 4
    assert found.parameters["r024_threshold"].source == str(path)


def test_what_the_user_set_holds_for_cardinals_answer_too(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[R035]\nthreshold = 3\n", encoding="utf-8")
    beside = as_cardinal(read_cardinal_settings(path, OURS))
    assert beside.count("r035_threshold") == 3
    assert (beside.profile, beside.flag("r018_counts_bids")) == ("cardinal", False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[R099]\n", "[R099]: 'R099' is not known. Use one of R003"),
        ("[R035]\nlimit = 2\n", "[R035]: 'limit' is not known. Use one of threshold."),
        ("[R035]\nthreshold = many\n", "threshold is 'many'. Write a whole number instead."),
        ("[R024]\nthreshold = low\n", "threshold is 'low'. Write a decimal number instead."),
        ("money = JPY\n", "'money' is not known. Use one of currency"),
        ("[defaults]\ncurrency = JPY\n", "[defaults]: this belongs to Cardinal's command prepare."),
        ("[R035\n", "is not a settings file of Cardinal"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsUnusableError) as refused:
        read_cardinal_settings(path, CARDINAL)
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnusableError, match="No such file"):
        read_cardinal_settings(tmp_path / "none.ini", CARDINAL)


@pytest.mark.parametrize(
    "value", ["unit: count\nvalue: many", "unit: flag\nvalue: 1", "unit: ratio\nvalue: true", "unit: days\nvalue: 1.5"]
)
def test_a_parameter_of_the_wrong_type_is_refused_with_its_line(value: str) -> None:
    node = parse_yaml(f"meaning: {{en: a, ja: b}}\nconfidence: ours\n{value}\n", "ours.yaml")
    with pytest.raises(RuleError, match=r"ours\.yaml, line 4"):
        profile_parameter("sample", node)
