"""Rarer looks for circles of objects that nothing refers to any more.

A request or a batch of cases makes some hundred thousand objects and few circles of them, and by Python's own
thresholds is interrupted for a look over a hundred times: a sixth of the processor time of a first assessment
(docs/scale.md). All other objects go at once, without a look.
"""

import gc
from typing import Final

# Objects more than have gone since the last look, and looks at the young before one at the older.
THRESHOLDS: Final = (20_000, 20, 20)


def look_rarely() -> None:
    """Look for circles at these thresholds from now on; processes that are forked later inherit them."""
    gc.set_threshold(*THRESHOLDS)


def look_past_what_stays() -> None:
    """Leave everything that is loaded out of every look: it stays as long as the process, and forks share it."""
    gc.collect()
    gc.freeze()
