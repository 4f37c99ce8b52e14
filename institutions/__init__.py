"""The register: bodies, people, companies, ties and partnerships, and the documents that state them."""
