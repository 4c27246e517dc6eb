"""How each type of question is answered: one editor a type, all of them driven by keys."""
