"""Simulated learners: for the demo, and to see what a way of choosing questions is worth."""
