"""Reading: which passages answer a question, and with which words. `rank` and `read` are the whole of it."""

from knowledge.reader.passages import Passage
from knowledge.reader.reading import Reading, rank, read

__all__ = ["Passage", "Reading", "rank", "read"]
