"""What was claimed? Triggers, types and arguments; one protocol, several extractors."""
