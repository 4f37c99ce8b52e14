"""The work queues: cases that wait for somebody, and the narrowing and order of a list of cases."""
