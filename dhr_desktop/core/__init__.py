"""What a case *is*: frozen records in the chair's words. Standard library only; no files, no SQL, no Qt."""
