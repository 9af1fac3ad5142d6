"""Normalising, repair of glued words, sentences, tokens, stems: strings in, spans out; knows no facts."""
