"""From a labelled corpus to weights under `models/`; never imported by the rest of claimx."""
