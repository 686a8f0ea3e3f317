"""Which extractor to trust, at what cost: extractors side by side, and the public tasks."""
