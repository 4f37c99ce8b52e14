"""`manage.py api_key`: a key is printed once, listed without its secret, and revoked."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

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
    assert text.split("_", 2)[2] not in out  # a secret may have underscores of its own
    assert ApiKey.objects.count() == 1


def test_a_revoked_key_no_longer_counts_and_stays_in_the_list(meti: GovernmentBody) -> None:
    text = run("METI")[0].strip()
    run("METI", "--revoke", ApiKey.objects.get().prefix)
    assert find_key(text) is None
    assert "revoked" in run("METI", "--list")[0]


def test_without_scopes_it_names_every_scope_and_the_day_on_which_the_key_expires(meti: GovernmentBody) -> None:
    _, err = run("METI", "--days", "30")
    key = ApiKey.objects.get()
    assert key.scopes == ["read", "register", "precheck", "plan", "secret"]
    assert f"Scopes: read, register, precheck, plan, secret. It expires on {key.expires_at:%Y-%m-%d}." in err
    assert key.expires_at - timezone.now() < timedelta(days=30)


def test_a_rotated_key_works_beside_its_successor_for_two_weeks(meti: GovernmentBody) -> None:
    old = run("METI", "--name", "case system", "--scope", "read")[0].strip()
    prefix = ApiKey.objects.get().prefix
    out, err = run("METI", "--rotate", f"pe_{prefix}")
    successor = find_key(out.strip())
    assert successor is not None
    assert (successor.name, successor.scopes, successor.replaces) == ("case system", ["read"], find_key(old))
    assert f"{prefix} still works until" in err
    with pytest.raises(CommandError, match="already has a successor"):
        run("METI", "--rotate", prefix)


def test_days_and_scopes_that_make_no_sense_are_refused(meti: GovernmentBody) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        run("METI", "--days", "0")
    with pytest.raises(CommandError, match="allows nothing"):
        run("METI", "--scope", "secret")
    assert not ApiKey.objects.exists()


def test_an_unknown_body_and_an_unknown_key_are_refused_with_a_remedy(meti: GovernmentBody) -> None:
    with pytest.raises(CommandError, match=r"manage\.py seed"):
        run("NOBODY")
    with pytest.raises(CommandError, match="--list"):
        run("METI", "--revoke", "0123")
