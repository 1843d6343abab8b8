"""What the policies of this repository promise beyond their own scenarios."""
