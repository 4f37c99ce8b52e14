"""Pages, REST interface, reports and exports."""
