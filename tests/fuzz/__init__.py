"""Fuzzing of the form engine, on demand: `python -m tests.fuzz grammar|xform|interview --minutes N`."""
