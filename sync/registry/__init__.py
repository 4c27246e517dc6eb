"""The central registry: the other end of the wire, which opens, checks, scores and holds every survey once."""
