"""Campaign and content: what carriers' reviewers turn down, found before they are paid."""
