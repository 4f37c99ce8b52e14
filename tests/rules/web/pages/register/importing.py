"""Sending a file to the page of imports, and doing the job."""

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.models import Import

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

TABLE = "person,person.name,on\nS1,佐藤 遥,令和8年1月15日\n=1+1,鈴木,2026-01-32\n"


def upload(client: Client, content: str | bytes = TABLE, **fields: str) -> "Answer":
    raw = content.encode("cp932") if isinstance(content, str) else content
    form: dict[str, Any] = {"file": SimpleUploadedFile("申告.csv", raw), "format": "declaration", **fields}
    return client.post("/imports/", form)


def work(job: Import) -> None:
    taken = claim_import(job.pk)
    assert taken is not None
    run_import(taken)


def work_through(client: Client, job: Import) -> None:
    """Confirm an import and do it."""
    client.post(f"/imports/{job.pk}/confirm/")
    work(job)
