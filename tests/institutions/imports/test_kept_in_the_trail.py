"""Rows that are kept for later imports lead to rows of the register: a change of them by SQL shows."""

from hashlib import sha256
from typing import Any

import pytest

from institutions.audit.verify import verify_audit
from institutions.formats.ocds.reading.files import UnreadProcess
from institutions.imports import known_processes
from institutions.imports.known_processes import converting_version
from institutions.models import Collection, GovernmentBody, Import, KnownProcess, Partnership, PublishedReleases
from institutions.values.hashing import quick_json
from tests.institutions.imports.test_partnerships import bring_in, counts, release

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> list[str]:
    """Return the troubles, but for the body, which a fixture makes without an event."""
    return [said for said in verify_audit().troubles if not said.startswith("institutions_party ")]


def troubles() -> list[str]:
    return [said.partition(":")[0] for said in told()]


def test_releases_that_somebody_changes_before_the_next_import_show(meti: GovernmentBody) -> None:
    """The next release was merged with them: a lawful revision then rested on what nobody had published."""
    bring_in(meti, release(1), release(2))
    bring_in(meti, release(1, title="Works, corrected"))
    assert troubles() == []
    kept = PublishedReleases.objects.order_by("pk")[0]
    assert kept.releases[0]["tender"]["title"] == "Works, corrected"
    named = f"institutions_publishedreleases, rows with partnership_id {kept.partnership_id}"
    PublishedReleases.objects.filter(pk=kept.pk).update(releases=[{**kept.releases[0], "awards": []}])
    assert troubles() == [named]
    bring_in(meti, release(1, title="Works, corrected again"))
    (said,) = told()
    assert said.startswith(f"{named}: was changed between event ")
    PublishedReleases.objects.filter(pk=kept.pk).delete()
    assert named in troubles()


def test_a_collection_of_another_publisher_or_body_shows(meti: GovernmentBody) -> None:
    """The next file was then taken for the first of its publisher: what it no longer states did not end."""
    bring_in(meti, release(1))
    bring_in(meti, release(1), release(2))
    assert troubles() == []
    held = Collection.objects.get()
    Collection.objects.update(publisher="Another")
    assert troubles() == [f"institutions_collection {held.pk}"]
    Collection.objects.update(publisher=held.publisher)
    other = Collection.objects.create(format="ocds", publisher="Another", body=meti)
    assert troubles() == [f"institutions_collection {other.pk}"]


def test_a_text_to_come_is_not_passed_over_as_known(meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever knew the text of a process before its import let it count as one that was read already."""
    job = bring_in(meti, release(1))
    texts: list[str] = []

    def note(given: UnreadProcess, of: Import) -> Any:
        texts.append(given.text or "")
        return hashed(given, of)

    hashed = known_processes.hashed_process
    monkeypatch.setattr("institutions.imports.partnerships.hashed_process", note)
    coming = release(2)
    bring_in(meti, release(1))
    known = KnownProcess.objects.get()
    assert known.sha256 not in {by_hand(text, job) for text in texts}
    monkeypatch.undo()
    text = texts[0].replace("ocds-test-1", "ocds-test-2")
    KnownProcess.objects.filter(pk=known.pk).update(sha256=by_hand(text, job))
    assert counts(bring_in(meti, coming)) == (1, 0, 0, 0)
    assert Partnership.objects.filter(reference="ocds-test-2").exists()


def by_hand(text: str, job: Import) -> str:
    """Return the hash that anybody can compute who knows the program and the text."""
    whole = "\0".join((converting_version(), quick_json(job.options), text))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
