"""Why a candidate's sentence may not state what is asked, as far as words tell.

An attribute is told in more words than any vocabulary has, and a question that tells a whole story has names that it
can spare: these reasons rule a candidate out unless the network finds that its sentence is among the likeliest to state
the answer, and are weighed then. That another thing is told of, or counted though the question only names it, or that
somebody else says it, is no doubt but a gate, whatever is believed.
"""

UNSTATED = "what is asked for is not stated there"
NOT_IN_ARTICLE = "what is asked about is not in the article"
NO_ATTRIBUTE = "the attribute asked for is not stated there"
LOST_NOUN = "its article lacks a noun of the question"
LITTLE_SAID = "little of the question is said there"
UNNAMED = "a name of a long question is not in the article"
OF_SELF = "what is asked about stands only in what they say of themselves"
DOUBTS = (UNSTATED, NOT_IN_ARTICLE, NO_ATTRIBUTE, LOST_NOUN, LITTLE_SAID, UNNAMED, OF_SELF)
