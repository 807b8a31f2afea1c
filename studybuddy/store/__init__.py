"""What lies on disk: the home folder, the decks as files, and the ledger in SQLite."""
