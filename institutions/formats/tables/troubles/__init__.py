"""What can be wrong with a table: the file that it stands in, its headings, its rows and its cells."""
