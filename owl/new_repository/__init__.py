"""Writing the repository of a company that uses this: its data, its rules, and the version of everything else."""
