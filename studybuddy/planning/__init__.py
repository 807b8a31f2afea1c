"""A plan file, the ledger's record of work and a day flow in; targets, pace, agenda and costs flow out."""
