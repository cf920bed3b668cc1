"""New rows of any table, built and inserted in numbers; statements planned once; what the database knows of its rows."""
