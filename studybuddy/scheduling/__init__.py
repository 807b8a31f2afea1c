"""Grades and ledger steps in; memories, queues and sessions out. Today, ids and seeds are arguments."""
