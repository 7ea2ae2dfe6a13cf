"""Who may do what, and the trail of who exported, was refused or failed to sign in."""
