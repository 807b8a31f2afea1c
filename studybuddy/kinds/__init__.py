"""Sections of a deck go in, cards come out; a card goes in, its prompt and the verdict come out."""
