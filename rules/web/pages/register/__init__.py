"""Pages of the register: bodies, companies, people, sources, lists, imports, exports. They conclude nothing."""
