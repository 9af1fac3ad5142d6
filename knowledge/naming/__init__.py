"""Names in an article and what they name: kinds, aliases, roles."""
