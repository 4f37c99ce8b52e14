"""The work list: which cases wait for whom, and how a list of cases is narrowed and ordered."""
