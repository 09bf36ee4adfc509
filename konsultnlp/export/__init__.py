"""Records to files and frames."""
