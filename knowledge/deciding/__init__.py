"""Candidates → answer, choices or abstention: gates, the newest, the line below which nothing is said."""
