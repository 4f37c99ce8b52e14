"""Tables in the templates that an import reads, as CSV and Excel."""
