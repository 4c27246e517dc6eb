"""The questionnaire answered at random on our engine and on a reference engine, step for step, on demand.

Every difference has a written rule, or the run fails with the fewest deeds that show it.
"""
