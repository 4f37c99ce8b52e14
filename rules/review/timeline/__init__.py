"""The timeline of a case: its assessments, the changes of each against the one before, and the reasons."""
