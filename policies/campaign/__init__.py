"""Rules on campaigns and their content: find what reviewers reject before the fee is paid."""
