"""The real program in a real window on a screen of its own, worked by keys and mouse as a person would."""
