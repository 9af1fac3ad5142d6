"""Words of English and what is known of them: tokens, stems, classes, vectors, vocabularies. Knows no articles."""
