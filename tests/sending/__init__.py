"""What goes out by e-mail, with a relay on a real socket that fails in chosen ways."""
