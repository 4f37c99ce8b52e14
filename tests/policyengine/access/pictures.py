"""Pictures of every page for people to look at: SCREENSHOTS names the folder; without it none is made."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page


def take(page: Page, address: str, language: str, width: int) -> None:
    """Save a picture of the whole page, named by its address without the ids, language and width in pixels."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    named = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)", "ID", address.split("?")[0]).strip("/")
    Path(folder).mkdir(parents=True, exist_ok=True)
    file = Path(folder, f"{named.replace('/', '_') or 'home'}.{language}.{width}.png")
    page.screenshot(path=file, full_page=True)
