"""Each column of the rulebook can be read back from its text, and what is the text of none is refused."""

import pytest

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.compiled.column_texts import parse_column_source
from rules.engine.language.grammar import parse_test
from rules.engine.language.syntax import AnyTest, FilePlace
from rules.engine.loading.rulebook_in_force import current_rulebook

pytestmark = pytest.mark.bare
NOWHERE = FilePlace("test", 1)


def test_every_column_of_the_rulebook_is_read_back_as_what_it_was() -> None:
    sources = current_rulebook().compiled.sources
    read = {key: parse_column_source(source.expression) for key, source in sources.items()}
    assert len(read) > 100
    for key, source in sources.items():
        assert (read[key].sort, read[key].expression) == (source.sort, source.expression)
    assert {source.sort for source in read.values()} >= {"test", "term"}


@pytest.mark.parametrize(
    "text",
    [
        "known: this.share_bp > parameter.coi_share_bp at this.on",
        "rank of this.severity",
        "in force: this.on + parameter.reemp_cooling_years at this.on",
        'this.code == "a (strange) or (odd) key"',
        'known: (this.code in (COI-01, COI-02)) or (this.code == "one) and (other" and (this.a == 1) or (this.b == 2))',
    ],
)
def test_every_sort_of_column_is_read_back(text: str) -> None:
    assert parse_column_source(text).expression == text


def test_an_any_within_an_any_keeps_its_branches() -> None:
    one, two, three = (parse_test(f"this.{name} == 1", NOWHERE) for name in ("a", "b", "c"))
    nested = AnyTest(((one, AnyTest(((two,), (three, one)), NOWHERE)), (three,)), NOWHERE)
    found = parse_column_source(ColumnSource("test", item=nested).expression)
    assert isinstance(found.item, AnyTest)
    assert [len(branch) for branch in found.item.branches] == [2, 1]
    assert isinstance(found.item.branches[0][1], AnyTest)


@pytest.mark.parametrize("text", ["severity of this", "(this.a == 1) or this.b == 2", "this.a  == 1", ""])
def test_what_no_column_says_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="column is computed from"):
        parse_column_source(text)
