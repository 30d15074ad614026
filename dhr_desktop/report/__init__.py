"""What leaves the program as a document or a picture: plain blocks and shapes into bytes, clean by construction."""
