"""From what was read of a case to the facts that no statement says by itself: pure, and the same every time."""
