"""The system check of a server: files that people attach should be scanned before they are stored."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's word


@register(Tags.security, deploy=True)
def check_scanner(**_given: Any) -> list[CheckMessage]:  # Any: whatever Django passes on
    """Warn if no scanner is named."""
    if str(settings.ATTACHMENT_SCANNER).strip():
        return []
    said = "No scanner sees the files that people attach to cases before they are stored."
    hint = 'Set ATTACHMENT_SCANNER, for example to "clamdscan --no-summary -": docs/running.md says how.'
    return [Warning(said, hint, id="rules.W001")]
