"""How the points of the pack `punjab-2015` were found: from 7,872 real households to the pack and its report.

Run by hand, in an environment of its own; nothing of the program imports it, and it imports nothing of the program.
"""
