"""Tests of the words of the survey."""
