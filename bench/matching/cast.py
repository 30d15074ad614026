"""Whom and what invented worlds are made of: people, agencies, streets, remarks. Nobody and nothing here is real."""

from __future__ import annotations

SURNAMES = """Tallowby Askquith Blythe Penhallow Underwick Farrowgate Mossop Quillan Stannard Drewett O'Hanlon Okonjo Hussein
Brackley Wetherall Kettlesby Marchbanks Ferris Copplestone Varley Ashdown Pryce-Lunt Grimwade Lovelock Hathersage Nkemelu
Sandford Wray Ollerenshaw Bexley Thornycroft Marlowe Dacre Fenwick Harkaway Jessop Kowalczyk Lathom Mirza Norbury""".split()
WOMEN = "Rhoswen Tamsin Bethan Priya Joanne Nicola Aisha Keeley Danielle Hannah Marta Sian Leanne Ruth Carys Faith Rose Amber".split()
MEN = (
    "Derrin Orrin Callum Gavin Darren Lewis Piotr Imran Shane Dean Mark Will Ryan Craig Owen Tomos Kieran Jamie".split()
)
CHILDREN = "Wren Tilly Mason Ellis Poppy Zac Ayan Lola Finn Hope Kai Mabel".split()
TOWNS = ("Thornbeck", "Eastmere", "Harrowgate", "Millbrook", "Castleford Vale", "Ousby")
STREETS = "Kiln Row;Fennick Road;Harrow Lane;Osric Street;Mercy Close;Copper Walk;Willow Mews;Station Villas".split(";")
DRUGS = "sertraline citalopram mirtazapine paracetamol quetiapine diazepam ibuprofen zopiclone".split()
SOURCES = ("a worker", "her employer", "the school", "a friend")
REMARKS = (
    "", "", "", "", "", "", "", "", "See paper file.", "Entered late.", "No further entry.", "Reviewed by manager.", "Copied from system.",
    "Trust policy followed.", "Not asked about home.", "Not referred.", "Author's note: see report.", "Good practice.", "Usual worker on leave.",
)  # fmt: skip
OUTCOMES = (
    "",
    "",
    "",
    "NFA.",
    "Noted.",
    "Case closed.",
    "Letter sent.",
    "Will ring again.",
    "Advice given.",
    "Manager told.",
)
NAMES = {
    "police": ["{t} Police", "{t} Constabulary"], "police2": ["Wolds Police", "Vale of Severn Police"],
    "ambulance": ["{t} Ambulance Service NHS Trust"], "hospital": ["{t} Hospitals NHS Foundation Trust", "St Osric's Hospital"],
    "hospital2": ["{t} Children's Hospital"], "maternity": ["{t} Women's Hospital", "{t} Maternity Services"],
    "mh": ["{t} Partnership NHS Foundation Trust - mental health", "{t} Mental Health Trust"],
    "gp": ["Fennick Road Surgery", "General practice for victim", "Mill Street Medical Centre"],
    "gp2": ["Castle Practice", "General practice 2"], "urgent": ["{t} Urgent Care Centre", "Wolds Out of Hours"],
    "children": ["{t} Children's Social Care", "{t} Council Children's Services"], "children2": ["Wolds Children's Services"],
    "adults": ["{t} Adult Social Care", "{t} Adult Services"], "care": ["Copper Walk Home Care"],
    "school": ["{t} Primary School", "The School"], "education": ["{t} Council Education"], "nursery": ["Little Wrens Nursery"],
    "health": ["{t} Community Health - health visiting and school nursing", "{t} Community Health Services"],
    "housing": ["{t} Homes", "{t} Council Housing"], "landlord": ["Osric Housing Association", "Housing provider"],
    "council": ["{t} Council Environmental Health"], "da": ["Lantern Domestic Abuse Service", "{t} IDVA service"],
    "victim": ["Victim Support"], "victimhomicide": ["Homicide Service"], "sexual": ["{t} SARC", "{t} Sexual Health"],
    "probation": ["National Probation Service", "{t} Probation Trust"], "probation2": ["Wolds Probation Trust"],
    "prison": ["HMP {t}", "Prison Service"], "hostel": ["{t} Approved Premises", "Kiln Row Approved Premises"],
    "charity": ["Lantern Resettlement", "Ousby Family Charity"], "drugs": ["Harrow Lane Drug and Alcohol Service"],
    "fire": ["{t} Fire and Rescue Service"], "justice": ["{t} Magistrates' Court"], "solicitor": ["Dacre and Wray Solicitors"],
    "cafcass": ["Cafcass"], "coroner": ["Coroner's Office"], "benefits": ["Jobcentre Plus"], "employer": ["Copper Kettle Cafe (employer)"],
    "employer2": ["Vale Haulage (employer)"], "occupational": ["Occupational Health"], "bank": ["Wolds Building Society"],
    "vet": ["Mercy Veterinary Practice"], "friendsgroup": ["Ousby Community Centre"],
}  # fmt: skip
USUAL = ("police", "gp", "children")  # in nearly every review
PLAIN = {"V": "patient", "P": "partner", "C": "child", "M": "her mother", "F": "a friend", "T": "girlfriend"}
SWAPS = (
    ("did not attend", "DNA"), ("DNA", "Did not attend"), ("received", "rec'd"), (" and ", " & "), ("referral", "ref"),
    ("telephone", "tel"), ("appointment", "appt"),
)  # fmt: skip
AFTERTHOUGHTS = (
    " (checked against file)", " Updated after query.", " - see notes.", " [amended]", " Times confirmed with records team.",
)  # fmt: skip
