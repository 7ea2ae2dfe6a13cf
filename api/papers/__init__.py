"""What is printed or handed out: letters, and the pages of an evidence bundle."""
