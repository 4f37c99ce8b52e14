"""Names are compared once a value: neither equal names nor legal forms are looked at once for each pair of parties."""

from itertools import product
from typing import Any

import pytest

from institutions.models import Company, PartyKind, Source
from institutions.parties.identities import candidates
from institutions.parties.identities.candidates import PartyDescription
from institutions.parties.identities.finding import find_candidates
from institutions.parties.names import legal_forms
from institutions.parties.names.likeness import compare_names, prepare_name
from tests.institutions.parties.identities.test_candidates import entered, source

__all__ = ["source"]
pytestmark = pytest.mark.django_db


def test_equal_names_of_many_parties_are_compared_once(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty parties of one name, asked for forty times, were compared 1,600 times; eighty 6,400 times."""
    made: list[int] = []
    real = compare_names

    def counted(*names: Any, **more: Any) -> Any:
        made.append(1)
        return real(*names, **more)

    monkeypatch.setattr(candidates, "compare_names", counted)
    asked = PartyDescription(kind=PartyKind.COMPANY, names=("株式会社北斗精機",))
    numbers = []
    for more in (40, 40):
        for _ in range(more):
            entered(source, name_ja="株式会社北斗精機")
        made.clear()
        found = find_candidates([asked] * Company.objects.count(), body=None)
        assert all(each == found[0] for each in found)
        assert [each.same_name for each in found[0]] == [True] * 3
        numbers.append(len(made))
    assert numbers == [1, 1]


def test_the_legal_form_of_a_name_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was found for each of the two names of each comparison."""
    made: list[str] = []
    real = legal_forms.spaced_words

    def counted(name: str) -> str:
        made.append(name)
        return real(name)

    def compare(number: int) -> int:
        names = [prepare_name(f"Hokuto Seiki {place}Co., Ltd.") for place in range(number)]
        others = [prepare_name(f"Hokuto Seiki {place}Inc.") for place in range(number)]
        legal_forms.find_legal_form.cache_clear()
        made.clear()
        for one, other in product(names, others):
            alike = compare_names(one, other)
            assert one.folded != other.folded or (alike and alike.kind_differs)
        return len(made)

    monkeypatch.setattr(legal_forms, "spaced_words", counted)
    compare(1)  # what a process makes once
    ten = compare(10)
    assert 0 < ten <= 40
    assert compare(20) <= 2 * ten
