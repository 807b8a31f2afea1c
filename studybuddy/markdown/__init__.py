"""Markdown text goes in, sections with line numbers and front matter come out; nothing knows of cards."""
