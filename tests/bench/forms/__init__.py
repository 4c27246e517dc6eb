"""The form engine on a household questionnaire of 250 questions, beside JavaRosa and Web Forms where they are at hand.

Every figure of an engine comes from a process of its own, started in turn with the others', so that what else the
machine does falls on all of them.
"""
