"""Who and where is it? Mentions, coreference, names, the knowledge base and linking."""
