"""`manage.py retention` lists, packages and disposes, and says why it does not."""

import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Account, GovernmentBody, Partnership
from rules.models import ReviewCase
from tests.rules.review.casework.building import reviewer
from tests.rules.review.keeping.building import BASIS, checked, end_retention, ended_case, keeper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer("counsel")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, counsel: Account) -> Partnership:
    return ended_case(meti, counsel)


def printed(*arguments: str) -> str:
    """Return what the command printed."""
    output = StringIO()
    call_command("retention", *arguments, stdout=output)
    return output.getvalue()


def test_a_case_goes_from_the_list_to_its_disposal(
    case: Partnership, counsel: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper()
    assert "0 cases whose retention is over" in printed("due")
    assert case.reference in printed("due", "--on", "2099-01-01")
    by = ("--by", "keeper")
    with pytest.raises(CommandError, match="retention of this case is not over"):
        printed("package", case.reference, str(tmp_path / "bag"), *by)
    end_retention(monkeypatch)
    listed = printed("due")
    assert "not checked" in listed
    assert "No reviewer has chosen the measure" in listed
    checked(case, counsel)
    assert ", destroy" in printed("due")
    assert "Package" in printed("package", str(case.pk), str(tmp_path / "bag"), *by)
    verified = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt", "tagmanifest-sha256.txt"],
        cwd=tmp_path / "bag",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "data/documents/revision-1.json: OK" in verified.stdout
    with pytest.raises(CommandError, match="cannot be written"):
        printed("package", case.reference, str(tmp_path / "bag"), *by)
    dispose = ("dispose", case.reference, *by, "--basis", BASIS, "--package", str(tmp_path / "bag"))
    shown = printed(*dispose)
    assert "rows of rules_findingdecision" in shown
    assert "Nothing was removed" in shown
    assert ReviewCase.objects.exists()
    assert f"Disposed of {case.reference}" in printed(*dispose, "--yes")
    assert not ReviewCase.objects.exists()
    with pytest.raises(CommandError, match="No case is called"):
        printed(*dispose)


def test_it_says_what_is_in_the_way(case: Partnership, counsel: Account) -> None:
    keeper()
    with pytest.raises(CommandError, match=r"Refused\. The documents are under retention until"):
        printed("dispose", case.reference, "--by", "keeper", "--basis", BASIS, "--yes")
    with pytest.raises(CommandError, match="No administrator"):
        printed("dispose", case.reference, "--by", "counsel", "--basis", BASIS)
