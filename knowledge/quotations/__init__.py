"""What an article quotes and reports, and who says it."""
