"""`manage.py connections`: the chain between two parties, in lines for a person at a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.institutions.parties.ownership.register import body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("connections", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_the_chain_with_its_statements() -> None:
    hikari, oya, sato = company("Hikari", corporate_number="1000000000000"), company("Oya"), person("Sato")
    body("METI")
    holds(oya, hikari, 5100, from_on="2020-04-01")
    stated("directorship", person=sato, company=oya, post="Director")
    lines = run(str(sato.pk), "1000000000000", "--on", "2026-06-20").splitlines()
    assert lines[::2] == ["Sato", "Oya", "Hikari"]
    assert lines[1].startswith("    directorship (post Director), … to …; Official list; directorship/")
    assert lines[3].startswith("    shareholding (share_bp 5100), 2020-04-01 to …; Official list; shareholding/")


def test_it_says_that_two_are_not_connected_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    one = company("Hikari")
    body("METI")
    with pytest.raises(SystemExit) as ended:
        call_command("connections", str(one.pk), "METI", "--on", "2026-06-20")
    assert ended.value.code == 1
    assert "Hikari and METI are not connected on 2026-06-20" in capsys.readouterr().out


def test_a_party_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="No party has the id, number or code Nobody"):
        run("Nobody", "METI")


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(CommandError, match="'2026-02-30' is not a date"):
        run("METI", "METI", "--on", "2026-02-30")
