"""`manage.py upgrade`: the database of an earlier version brought to this one, in steps that can be repeated."""
