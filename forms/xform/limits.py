"""How much a form may ask of the machine that reads it: a form may come from anywhere, and most are small.

The widest questionnaire met has 2,400 nodes. Beyond these figures a form is an attack or an accident, and reading on
would only take the memory and the morning of whoever opened it. (`forms.markup` and `forms.lists` bound the files.)
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.errors import FormFault

MAX_NODES = 10_000  # questions, groups and repeats
MAX_WRITTEN = 3_000_000  # characters of all expressions together, as often as they are read
EXPRESSION = 100  # characters that reading an expression costs beside its own
MAX_NEEDS = 300_000  # pairs of a rule and a node it reads


@dataclass(slots=True)
class Budget:
    """What is left for the expressions of one form."""

    written: int = MAX_WRITTEN
    needs: int = MAX_NEEDS

    def spend(self, node: str, *, written: int = 0, needs: int = 0) -> None:
        """Take from it.

        Raises: FormFault: nothing is left.
        """
        self.written -= written
        self.needs -= needs
        if self.written < 0:
            raise FormFault(f"all expressions together are longer than {MAX_WRITTEN:,} characters", node=node)
        if self.needs < 0:
            raise FormFault(f"the rules read more than {MAX_NEEDS:,} nodes altogether", node=node)
