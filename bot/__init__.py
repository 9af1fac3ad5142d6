"""The announcebot bot: brings articles and questions in, and shows the answers."""

import os

# the matrices of a question are small: threads that share one wait for each other longer than they reckon
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
