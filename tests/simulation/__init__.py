"""Simulated learners before an interview; `python tests/simulation` prints the table of every policy."""
