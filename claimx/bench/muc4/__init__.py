"""MUC-4 role fillers: an article's claims as perpetrators, targets, victims and weapons."""
