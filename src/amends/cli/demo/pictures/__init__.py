"""The photos of the example company, drawn by program: flat, simple, the same at every run."""
