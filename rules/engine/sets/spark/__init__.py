"""The rulebook in sets on Apache Spark: the same expressions, where one machine is not enough.

PySpark is optional (`make install-spark`); nothing here imports it before a session is opened.
"""
