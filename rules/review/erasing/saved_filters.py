"""The saved filters of accounts that hold a name: an erasure deletes them."""

import re

from rules.models import SavedFilter
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.remaining import parts_of_names


def delete_saved_filters(who: ErasedPerson) -> None:
    """Delete the filters with a part of the person's name: they are a convenience, and nothing follows from them."""
    parts = parts_of_names(who)
    found = re.compile("|".join(parts), re.IGNORECASE) if parts else None
    for row in SavedFilter.objects.order_by("pk").iterator(500):
        texts = (row.name, *map(str, row.given.values()))
        if any(who.text(each) != each or (found and found.search(each)) for each in texts):
            row.delete()
