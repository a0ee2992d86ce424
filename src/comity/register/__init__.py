"""The Register: persons wanted for prosecution or to serve a sentence, and for nothing else."""
