"""Strings in, spans out: normalising, repair of glued words, sentences, tokens, stems. Knows no dates, facts or questions."""
