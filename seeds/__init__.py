"""Vocabulary and sample documents: data only, see seeds/README.md."""
