"""Reading only: the complaint's file, and the words in which facts and refusals are told."""
