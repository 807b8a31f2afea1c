"""One module per command: each reads the clock, opens the home, asks the rooms below, and draws."""
