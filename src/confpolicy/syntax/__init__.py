"""From text to a tree and back. The only room that knows lark."""
