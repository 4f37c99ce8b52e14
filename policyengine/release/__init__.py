"""The parts of a release: what is pinned, under which licences, and the bill of materials."""
