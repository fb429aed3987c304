"""The sockets: a hardened transport, one namespace for each audience, the hub. Begin in `young`."""
