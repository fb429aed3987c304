"""The rules of a conversation, pure: begin in `conversation`, then `deciding`."""
