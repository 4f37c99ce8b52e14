"""The name of the product, as people read it on pages, in messages and in published files."""

from typing import Final

from django.utils.translation import gettext_noop

PRODUCT_NAME: Final = gettext_noop("Partnership screening")
