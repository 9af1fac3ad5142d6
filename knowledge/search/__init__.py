"""Query → passages: postings, spelling and the ranking of the few that are left."""
