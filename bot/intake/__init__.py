"""Brings articles in: text, Markdown, JSON Lines and YAML, each into one `Article`."""
