"""The name of the product, as people read it on pages, in messages and in published files."""

from typing import Final


def gettext_noop(text: str) -> str:
    """Mark a text for translation. Django's own reads the settings, which import this module before they are complete.

    Whoever reads them then keeps half of them, and no command says which setting is wrong.
    """
    return text


PRODUCT_NAME: Final = gettext_noop("Partnership screening")
