"""`manage.py organisation --posts` prints posts and seats of a day, of every body or of those that are named."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("organisation", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_posts_and_seats_of_named_bodies_are_printed_as_lines_and_as_json() -> None:
    store_seed(read_folder())
    assert printed("--on", "2026-12-01", "--posts", "JFTC")[0] == (
        "JFTC post: Chair (holders: 1; term in years: 5; appointed by: CABINET; consent: diet; "
        "protected until the term ends: yes)"
    )
    rows = [json.loads(line) for line in printed("--on", "2026-12-01", "--json", "--posts", "NSC")]
    assert [each["kind"] for each in rows] == ["post", *["seat"] * 8]
    assert rows[0]["name"] == {"en": "Chair (the Prime Minister)", "ja": "議長（内閣総理大臣）"}
    assert rows[1] == {"kind": "seat", "body": "NSC", "holder": "CAS", "sort": "body", "votes": 1}
    bodies = {json.loads(line)["body"] for line in printed("--on", "2026-12-01", "--json", "--posts")}
    assert {"JFTC", "NRA", "BOA", "NSC", "DA"} <= bodies


def test_a_code_of_no_body_of_the_day_is_refused_with_the_remedy() -> None:
    store_seed(read_folder())
    with pytest.raises(CommandError) as refused:
        printed("--on", "2013-01-01", "--posts", "NSC", "JFTC")
    assert str(refused.value) == (
        "--posts: no body of 2013-01-01 has the code NSC. Give codes as on the page of bodies."
    )
