"""Claimledger: reporting about armed conflict becomes tables in which every figure keeps its speaker and its words."""
