"""How times are read: words, tokens, rules, periods, tense; the entry is knowledge.times.dates."""
