"""How surveys travel from a desk to the registry: sealed, numbered, receipted."""
