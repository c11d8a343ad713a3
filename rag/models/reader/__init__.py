"""The network that reads a question and a sentence and says whether the one answers the other."""
