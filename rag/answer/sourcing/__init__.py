"""How a sentence is sourced: who says it, from whom the outlet has it, how sure it is."""
