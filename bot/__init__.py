"""The announcebot bot: brings articles and questions in, and shows the answers."""
