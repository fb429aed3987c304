"""What is asked over HTTP: pages, sign-in, opening a conversation, health. Begin in `site`."""
