"""The end of a complaint and what is like it: closed, withdrawn, merged, linked, reopened; and the lesson."""
