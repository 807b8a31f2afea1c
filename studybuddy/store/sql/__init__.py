"""All SQL that is written by hand: questions in, values out, over the standard library's sqlite3 alone."""
