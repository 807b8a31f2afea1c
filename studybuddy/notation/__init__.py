"""Math as text in; trees, verdicts, verified derivations and layouts out. Seeds are arguments."""
