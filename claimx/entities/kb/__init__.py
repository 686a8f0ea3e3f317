"""How a knowledge base is laid out, filled from other people's data, and finished."""
