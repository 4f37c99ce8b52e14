"""Government bodies, companies and people: their names, who is who, who owns whom, how bodies are organised."""
