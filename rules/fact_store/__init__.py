"""The fact store: the facts and results of each partnership's newest assessment as columns, for evaluations in sets.

It is made from the register's snapshots and results alone, so it can be thrown away and built anew.
"""
