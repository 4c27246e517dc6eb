"""How fast the program is beside a yardstick of the same run: `python -m tests.bench start`, `… score`, `… forms`.

Seconds of one machine say nothing about another, so every bench measures its yardstick alternately with the program and
gives the ratio of their medians. Not collected by pytest: a figure needs a quiet machine.
"""
