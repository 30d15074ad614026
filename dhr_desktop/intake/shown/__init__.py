"""What a spreadsheet cell showed: a number and its format give the words the agency read on its screen."""
