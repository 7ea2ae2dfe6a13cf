"""The portal: a person who asks, and somebody who attacks it."""
