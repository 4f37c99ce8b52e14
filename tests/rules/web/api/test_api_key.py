"""`manage.py api_key`: a key is printed once, listed without its secret, and revoked."""

import io

import pytest
from django.core.management import CommandError, call_command

from institutions.access.keys import find_key
from institutions.models import ApiKey, GovernmentBody


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("api_key", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_prints_a_new_key_that_works(meti: GovernmentBody) -> None:
    out, err = run("METI", "--name", "case system", "--scope", "read", "--scope", "register")
    key = find_key(out.strip())
    assert key is not None
    assert (key.body, key.name, key.scopes) == (meti, "case system", ["read", "register"])
    assert "not stored" in err


def test_the_list_shows_keys_without_their_secrets(meti: GovernmentBody) -> None:
    text = run("METI", "--name", "case system")[0].strip()
    out, _ = run("METI", "--list")
    assert "case system" in out
    assert "never used" in out
    assert text.rpartition("_")[2] not in out
    assert ApiKey.objects.count() == 1


def test_a_revoked_key_no_longer_counts_and_stays_in_the_list(meti: GovernmentBody) -> None:
    text = run("METI")[0].strip()
    run("METI", "--revoke", ApiKey.objects.get().prefix)
    assert find_key(text) is None
    assert "revoked" in run("METI", "--list")[0]


def test_an_unknown_body_and_an_unknown_key_are_refused_with_a_remedy(meti: GovernmentBody) -> None:
    with pytest.raises(CommandError, match=r"manage\.py seed"):
        run("NOBODY")
    with pytest.raises(CommandError, match="--list"):
        run("METI", "--revoke", "0123")
