"""What is kept and how: the log, the one writer, the vault. Begin in `writer`."""
