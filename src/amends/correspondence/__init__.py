"""Messages in and out, their attachments, and how they leave the house."""
