"""Coding reps that can be trusted: a kata goes in, a verdict from hidden cases comes out."""
