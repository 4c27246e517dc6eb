"""The words of the survey: officers, surveys, their life, decisions, slips. Values and pure functions, no I/O."""
