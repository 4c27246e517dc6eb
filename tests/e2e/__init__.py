"""The real program in a real window on a screen of its own, driven by keys as a person would."""
