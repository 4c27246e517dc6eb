"""Small windows over a dimmed page: one question, at most two answers, each with its key."""
