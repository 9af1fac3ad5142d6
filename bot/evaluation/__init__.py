"""`eval`: asks a set of questions with gold answers, judges the outcomes, and sums up how good they are."""
