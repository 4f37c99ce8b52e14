"""The step from the rows of the files to the rows of the tables: what each table should hold now."""
