"""Suites of one's own: questions are drafted from the articles, and a person says which are good.

`finding` makes candidates out of single sentences, `checking` looks up where else their answers
stand and whether a question without an answer really has none, `drafting` chooses among them,
`review` is what a person does with them, `saved` is the folder.
"""
