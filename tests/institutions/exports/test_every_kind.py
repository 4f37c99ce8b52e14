"""Every kind of statement goes out: in each format it is written, or it is said why not."""

import pytest

from institutions.exports.selection import KIND_OF_LIST
from institutions.exports.statements import can_be_of_case
from institutions.formats.bods.writing import relationships as bods
from institutions.formats.export_formats import FORMATS
from institutions.formats.ftm import ties as ftm
from institutions.formats.tables.templates import OF_PARTNERSHIP, TEMPLATES
from institutions.formats.tables.writing.cells import TABLES, list_headings
from institutions.kinds import KINDS
from tests.every import every

pytestmark = pytest.mark.bare


@every("kind", KINDS)
@every("mapped, unmapped", [(ftm.TIES, ftm.UNMAPPED), (bods.TIES, bods.UNMAPPED)])
def test_a_kind_is_mapped_or_it_is_said_why_not(kind: str, mapped: dict[str, object], unmapped: dict[str, str]) -> None:
    assert (kind in mapped) != (kind in unmapped), f"{kind}: add it to TIES or, with the reason, to UNMAPPED"
    assert kind in mapped or unmapped[kind].strip()


@pytest.mark.parametrize("reasons", [ftm.UNMAPPED, bods.UNMAPPED])
def test_a_reason_is_of_a_kind_that_there_is(reasons: dict[str, str]) -> None:
    assert reasons.keys() <= KINDS.keys()


@every("name", KIND_OF_LIST)
def test_a_table_has_a_column_for_each_field_of_a_kind_and_says_of_which_partnership_it_is(name: str) -> None:
    kind = KINDS[KIND_OF_LIST[name]]
    headings = list_headings(name)
    assert {each.name for each in kind.fields if not each.case_only} <= {*headings}
    assert can_be_of_case(kind) == ({*OF_PARTNERSHIP} <= {*headings})
    assert len({*headings}) == len(headings)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_every_kind_is_a_list_of_the_tables_and_of_json(form: str) -> None:
    assert {*KIND_OF_LIST} <= {*FORMATS[form].lists}


def test_what_an_import_reads_has_the_same_template_on_the_way_out() -> None:
    for name, kind in KIND_OF_LIST.items():
        assert kind not in TEMPLATES or TABLES[name] is TEMPLATES[kind]
