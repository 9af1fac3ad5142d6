"""How times are read: words, tokens, rules, periods, tense; the entry is knowledge.dates."""
