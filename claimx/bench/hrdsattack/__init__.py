"""HRDsAttack (ACL Findings 2023): claims as the fields of one attack."""
