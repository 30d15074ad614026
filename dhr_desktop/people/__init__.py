"""Who is who, and what they are called outside this program: finding names in text, and putting others in their place."""
