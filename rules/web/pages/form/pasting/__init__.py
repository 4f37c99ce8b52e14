"""A table that an officer has already, pasted or uploaded: its rows become entries of the draft, all or none."""
