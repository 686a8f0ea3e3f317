"""Formats of other tools, each read and written in one place: brat, Label Studio, spaCy DocBin."""
