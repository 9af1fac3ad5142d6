"""Answers questions from announcement articles, with citations. Knows no Telegram, network, environment or clock."""
