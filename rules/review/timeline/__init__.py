"""How a case came to where it is: its assessments, what each changed against the one before, and why."""
