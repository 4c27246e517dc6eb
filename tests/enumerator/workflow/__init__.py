"""Tests of the deeds, on real parts: a real store, the real questionnaire, a real registry."""
