"""Every deed as a command: one table, one module a family of deeds."""
