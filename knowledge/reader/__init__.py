"""Reading: which sentences answer a question, and which of their words; and the forests that weigh what was found."""
