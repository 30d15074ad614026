"""What agencies' own words seem to say: referrals, risk assessments, turning points, appointments missed.

Text patterns and nothing else: no case, no window, no database. What is found is a suggestion with the words it
was found in; only the chair makes it count.
"""
