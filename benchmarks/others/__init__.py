"""Other open tools over the same articles and questions, with the same encoder and model.

They run in an environment of their own, because Byline depends on none of them.
"""
