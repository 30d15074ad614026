"""What words mean, for every room that reads them: an agency's cell, an account, a report, a text to be masked."""
