"""Passages → candidates: one module for each kind of question."""
