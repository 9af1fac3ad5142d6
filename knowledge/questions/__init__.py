"""Question → query: mended, told apart by kind, and the words that are sought."""
