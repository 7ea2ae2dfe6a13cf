"""What goes out by e-mail: the outbox, who sends what waits in it, and the letters that leave."""
