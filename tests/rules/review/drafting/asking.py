"""Asking for a draft as its page does, and what the Word file says."""

import re
from io import BytesIO
from typing import Any

from django.test import Client
from docx import Document

from institutions.models import Account, Partnership

ACCUSING = re.compile(
    "違反した|不正を|疑いがある|容疑|犯|guilty|violated|wrongdoing by|suspect|unlawful", re.IGNORECASE
)


def ask(account: Account, case: Partnership, **sent: Any) -> Any:
    client = Client()
    client.force_login(account)
    return client.post(f"/partnerships/{case.pk}/drafts/", {"language": "en", **sent})


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)
