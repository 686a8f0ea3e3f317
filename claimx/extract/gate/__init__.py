"""Which stretches of an article can hold a claim; the rest is neither parsed nor encoded."""
