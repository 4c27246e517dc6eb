"""The interview as a page of a register: a rail of sections, ruled lines, one open question."""
