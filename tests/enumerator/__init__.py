"""Tests of enumerator."""
