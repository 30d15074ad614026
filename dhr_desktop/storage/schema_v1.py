"""Version 1 of the record tables, exactly as version 1 files hold them. Never edited once released."""

TABLES = """
CREATE TABLE "review" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "reference" TEXT NOT NULL DEFAULT '',
    "label" TEXT NOT NULL DEFAULT '',
    "case_types" TEXT NOT NULL DEFAULT '[]',
    "regimes" TEXT NOT NULL DEFAULT '[]',
    "guidance" TEXT NOT NULL DEFAULT '',
    "legal_basis" TEXT NOT NULL DEFAULT '',
    "nation" TEXT NOT NULL DEFAULT '',
    "partnership" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL DEFAULT '',
    "date_of_death" TEXT,
    "scope_start" TEXT,
    "scope_end" TEXT,
    "scope_reason" TEXT NOT NULL DEFAULT '',
    "chair" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "independence" TEXT NOT NULL DEFAULT '',
    "marking" TEXT NOT NULL DEFAULT '',
    "retention_until" TEXT,
    "is_invented" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE "milestones" (
    id INTEGER PRIMARY KEY,
    "step" TEXT NOT NULL DEFAULT '',
    "happened" TEXT,
    "due" TEXT,
    "reason_late" TEXT NOT NULL DEFAULT '',
    "not_needed" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "terms" (
    id INTEGER PRIMARY KEY,
    "number" TEXT NOT NULL DEFAULT '',
    "question" TEXT NOT NULL DEFAULT '',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "is_enquiry" INTEGER NOT NULL DEFAULT 0,
    "source" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "terms_agency" ON "terms"("agency");

CREATE TABLE "meetings" (
    id INTEGER PRIMARY KEY,
    "held" TEXT,
    "purpose" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "attended" TEXT NOT NULL DEFAULT '[]',
    "others" TEXT NOT NULL DEFAULT '',
    "apologies" TEXT NOT NULL DEFAULT '',
    "decisions" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "panel" (
    id INTEGER PRIMARY KEY,
    "full_name" TEXT NOT NULL DEFAULT '',
    "job_title" TEXT NOT NULL DEFAULT '',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "organisation" TEXT NOT NULL DEFAULT '',
    "is_specialist" INTEGER NOT NULL DEFAULT 0,
    "expertise" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "panel_agency" ON "panel"("agency");

CREATE TABLE "family" (
    id INTEGER PRIMARY KEY,
    "who" TEXT NOT NULL DEFAULT '',
    "person" INTEGER REFERENCES "people"(id) DEFERRABLE INITIALLY DEFERRED,
    "relationship" TEXT NOT NULL DEFAULT '',
    "approached" TEXT,
    "means" TEXT NOT NULL DEFAULT '',
    "by_whom" TEXT NOT NULL DEFAULT '',
    "advocate" TEXT NOT NULL DEFAULT '',
    "response" TEXT NOT NULL DEFAULT '',
    "terms_shared" INTEGER NOT NULL DEFAULT 0,
    "draft_shared" TEXT,
    "comments" TEXT NOT NULL DEFAULT '',
    "changes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "family_person" ON "family"("person");

CREATE TABLE "parallel" (
    id INTEGER PRIMARY KEY,
    "process" TEXT NOT NULL DEFAULT '',
    "reference" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT '',
    "contact" TEXT NOT NULL DEFAULT '',
    "started" TEXT,
    "ended" TEXT,
    "effect" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "dissemination" (
    id INTEGER PRIMARY KEY,
    "recipient" TEXT NOT NULL DEFAULT '',
    "organisation" TEXT NOT NULL DEFAULT '',
    "edition" TEXT NOT NULL DEFAULT '',
    "sent" TEXT,
    "means" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "people" (
    id INTEGER PRIMARY KEY,
    "sort" TEXT NOT NULL DEFAULT '',
    "role" TEXT NOT NULL DEFAULT '',
    "real_name" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT NOT NULL DEFAULT '[]',
    "nicknames" TEXT NOT NULL DEFAULT '[]',
    "initials" TEXT NOT NULL DEFAULT '[]',
    "pseudonym" TEXT NOT NULL DEFAULT '',
    "publication_pseudonym" TEXT NOT NULL DEFAULT '',
    "pseudonym_choice" TEXT NOT NULL DEFAULT '',
    "date_of_birth" TEXT,
    "date_of_death" TEXT,
    "sex" TEXT NOT NULL DEFAULT '',
    "ethnicity" TEXT NOT NULL DEFAULT '',
    "relationship" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "professionals" (
    id INTEGER PRIMARY KEY,
    "real_name" TEXT NOT NULL DEFAULT '',
    "role" TEXT NOT NULL DEFAULT '',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "label" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "professionals_agency" ON "professionals"("agency");

CREATE TABLE "agencies" (
    id INTEGER PRIMARY KEY,
    "full_name" TEXT NOT NULL DEFAULT '',
    "short_name" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "part_of" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "former_names" TEXT NOT NULL DEFAULT '[]',
    "contact" TEXT NOT NULL DEFAULT '',
    "colour" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "agencies_part_of" ON "agencies"("part_of");

CREATE TABLE "returns" (
    id INTEGER PRIMARY KEY,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "outcome" TEXT NOT NULL DEFAULT '',
    "asked" TEXT,
    "due" TEXT,
    "chased" TEXT,
    "received" TEXT,
    "version" TEXT NOT NULL DEFAULT '',
    "accepted" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "independence" TEXT NOT NULL DEFAULT '',
    "methods" TEXT NOT NULL DEFAULT '',
    "panel_comments" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "returns_agency" ON "returns"("agency");

CREATE TABLE "submissions" (
    id INTEGER PRIMARY KEY,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "file_name" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT NOT NULL DEFAULT '',
    "size" INTEGER,
    "format" TEXT NOT NULL DEFAULT '',
    "replaces" INTEGER REFERENCES "submissions"(id) DEFERRABLE INITIALLY DEFERRED,
    "imported_at" TEXT NOT NULL DEFAULT '',
    "readers" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT '',
    "report" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "submissions_agency" ON "submissions"("agency");
CREATE INDEX "submissions_replaces" ON "submissions"("replaces");

CREATE TABLE "source_tables" (
    id INTEGER PRIMARY KEY,
    "submission" INTEGER REFERENCES "submissions"(id) DEFERRABLE INITIALLY DEFERRED,
    "place" TEXT NOT NULL DEFAULT '',
    "headers" TEXT NOT NULL DEFAULT '[]',
    "mapping" TEXT NOT NULL DEFAULT '[]',
    "is_hidden" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "source_tables_submission" ON "source_tables"("submission");

CREATE TABLE "source_rows" (
    id INTEGER PRIMARY KEY,
    "table" INTEGER REFERENCES "source_tables"(id) DEFERRABLE INITIALLY DEFERRED,
    "number" INTEGER,
    "last_number" INTEGER,
    "cells" TEXT NOT NULL DEFAULT '[]',
    "exception" TEXT NOT NULL DEFAULT '',
    "entry" INTEGER REFERENCES "entries"(id) DEFERRABLE INITIALLY DEFERRED,
    "is_hidden" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "source_rows_table" ON "source_rows"("table");
CREATE INDEX "source_rows_entry" ON "source_rows"("entry");

CREATE TABLE "column_mappings" (
    id INTEGER PRIMARY KEY,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "layout" TEXT NOT NULL DEFAULT '',
    "headers" TEXT NOT NULL DEFAULT '[]',
    "mapping" TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX "column_mappings_agency" ON "column_mappings"("agency");

CREATE TABLE "entries" (
    id INTEGER PRIMARY KEY,
    "row" INTEGER REFERENCES "source_rows"(id) DEFERRABLE INITIALLY DEFERRED,
    "submission" INTEGER REFERENCES "submissions"(id) DEFERRABLE INITIALLY DEFERRED,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "sequence" TEXT NOT NULL DEFAULT '',
    "happened" TEXT NOT NULL DEFAULT '{}',
    "reported" TEXT NOT NULL DEFAULT '{}',
    "recorded" TEXT NOT NULL DEFAULT '{}',
    "date_status" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "professional" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "contact_type" TEXT NOT NULL DEFAULT '',
    "what_happened" TEXT NOT NULL DEFAULT '',
    "response" TEXT NOT NULL DEFAULT '',
    "seen" TEXT NOT NULL DEFAULT '',
    "voice" TEXT NOT NULL DEFAULT '',
    "risk" TEXT NOT NULL DEFAULT '',
    "impact" TEXT NOT NULL DEFAULT '',
    "good_practice" TEXT NOT NULL DEFAULT '',
    "problem" TEXT NOT NULL DEFAULT '',
    "missing" TEXT NOT NULL DEFAULT '',
    "agency_comment" TEXT NOT NULL DEFAULT '',
    "chair_comment" TEXT NOT NULL DEFAULT '',
    "term_wording" TEXT NOT NULL DEFAULT '',
    "entered_by" TEXT NOT NULL DEFAULT '',
    "other_columns" TEXT NOT NULL DEFAULT '[]',
    "order_in_day" INTEGER,
    "agency_changed" TEXT NOT NULL DEFAULT '',
    "is_withdrawn" INTEGER NOT NULL DEFAULT 0,
    "language" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "entries_row" ON "entries"("row");
CREATE INDEX "entries_submission" ON "entries"("submission");
CREATE INDEX "entries_agency" ON "entries"("agency");

CREATE TABLE "date_corrections" (
    id INTEGER PRIMARY KEY,
    "entry" INTEGER REFERENCES "entries"(id) DEFERRABLE INITIALLY DEFERRED,
    "field" TEXT NOT NULL DEFAULT '',
    "stands" TEXT NOT NULL DEFAULT '{}',
    "because" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "date_corrections_entry" ON "date_corrections"("entry");

CREATE TABLE "presences" (
    id INTEGER PRIMARY KEY,
    "entry" INTEGER REFERENCES "entries"(id) DEFERRABLE INITIALLY DEFERRED,
    "person" INTEGER REFERENCES "people"(id) DEFERRABLE INITIALLY DEFERRED,
    "part" TEXT NOT NULL DEFAULT '',
    "form" TEXT NOT NULL DEFAULT '',
    "field" TEXT NOT NULL DEFAULT '',
    "starts" INTEGER,
    "ends" INTEGER,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "about" INTEGER REFERENCES "people"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "presences_entry" ON "presences"("entry");
CREATE INDEX "presences_person" ON "presences"("person");
CREATE INDEX "presences_agency" ON "presences"("agency");
CREATE INDEX "presences_about" ON "presences"("about");

CREATE TABLE "events" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "stands" TEXT NOT NULL DEFAULT '{}',
    "date_reason" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "accounts" (
    id INTEGER PRIMARY KEY,
    "event" INTEGER REFERENCES "events"(id) DEFERRABLE INITIALLY DEFERRED,
    "entry" INTEGER REFERENCES "entries"(id) DEFERRABLE INITIALLY DEFERRED,
    "relation" TEXT NOT NULL DEFAULT '',
    "is_lead" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "accounts_event" ON "accounts"("event");
CREATE INDEX "accounts_entry" ON "accounts"("entry");

CREATE TABLE "decisions" (
    id INTEGER PRIMARY KEY,
    "verdict" TEXT NOT NULL DEFAULT '',
    "entries" TEXT NOT NULL DEFAULT '[]',
    "because" TEXT NOT NULL DEFAULT '',
    "decided_by" TEXT NOT NULL DEFAULT '',
    "decided_at" TEXT NOT NULL DEFAULT '',
    "matcher" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "differences" (
    id INTEGER PRIMARY KEY,
    "event" INTEGER REFERENCES "events"(id) DEFERRABLE INITIALLY DEFERRED,
    "about" TEXT NOT NULL DEFAULT '',
    "entries" TEXT NOT NULL DEFAULT '[]',
    "wording" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT '',
    "because" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "differences_event" ON "differences"("event");

CREATE TABLE "marks" (
    id INTEGER PRIMARY KEY,
    "sort" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "span" TEXT NOT NULL DEFAULT '{}',
    "on" TEXT NOT NULL DEFAULT '[]',
    "terms" TEXT NOT NULL DEFAULT '[]',
    "themes" TEXT NOT NULL DEFAULT '[]',
    "people" TEXT NOT NULL DEFAULT '[]',
    "agencies" TEXT NOT NULL DEFAULT '[]',
    "known_by" TEXT NOT NULL DEFAULT '',
    "episode" INTEGER REFERENCES "marks"(id) DEFERRABLE INITIALLY DEFERRED,
    "consent" TEXT NOT NULL DEFAULT '',
    "editions" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "marks_episode" ON "marks"("episode");

CREATE TABLE "themes" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "codebook" TEXT NOT NULL DEFAULT '',
    "group" TEXT NOT NULL DEFAULT '',
    "meaning" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "risk_assessments" (
    id INTEGER PRIMARY KEY,
    "tool" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL DEFAULT '',
    "score" TEXT NOT NULL DEFAULT '',
    "made" TEXT NOT NULL DEFAULT '{}',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "of_person" INTEGER REFERENCES "people"(id) DEFERRABLE INITIALLY DEFERRED,
    "entries" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "risk_assessments_agency" ON "risk_assessments"("agency");
CREATE INDEX "risk_assessments_of_person" ON "risk_assessments"("of_person");

CREATE TABLE "knowledge" (
    id INTEGER PRIMARY KEY,
    "fact" TEXT NOT NULL DEFAULT '',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "first_known" TEXT NOT NULL DEFAULT '{}',
    "could_have_known" TEXT NOT NULL DEFAULT '{}',
    "about" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "knowledge_agency" ON "knowledge"("agency");

CREATE TABLE "handshakes" (
    id INTEGER PRIMARY KEY,
    "sort" TEXT NOT NULL DEFAULT '',
    "topic" TEXT NOT NULL DEFAULT '',
    "sender" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "receiver" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "sent" TEXT NOT NULL DEFAULT '{}',
    "received" TEXT NOT NULL DEFAULT '{}',
    "sent_in" TEXT NOT NULL DEFAULT '[]',
    "received_in" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "handshakes_sender" ON "handshakes"("sender");
CREATE INDEX "handshakes_receiver" ON "handshakes"("receiver");

CREATE TABLE "equality" (
    id INTEGER PRIMARY KEY,
    "person" INTEGER REFERENCES "people"(id) DEFERRABLE INITIALLY DEFERRED,
    "characteristic" TEXT NOT NULL DEFAULT '',
    "known" TEXT NOT NULL DEFAULT '',
    "relevance" TEXT NOT NULL DEFAULT '',
    "effect" TEXT NOT NULL DEFAULT '',
    "evidence" TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX "equality_person" ON "equality"("person");

CREATE TABLE "queries" (
    id INTEGER PRIMARY KEY,
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "question" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '[]',
    "asked" TEXT,
    "due" TEXT,
    "answered" TEXT,
    "answer" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "queries_agency" ON "queries"("agency");

CREATE TABLE "lessons" (
    id INTEGER PRIMARY KEY,
    "number" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "from_marks" TEXT NOT NULL DEFAULT '[]',
    "none_because" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "recommendations" (
    id INTEGER PRIMARY KEY,
    "number" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "within" INTEGER REFERENCES "recommendations"(id) DEFERRABLE INITIALLY DEFERRED,
    "lessons" TEXT NOT NULL DEFAULT '[]',
    "aim" TEXT NOT NULL DEFAULT '',
    "agency" INTEGER REFERENCES "agencies"(id) DEFERRABLE INITIALLY DEFERRED,
    "scope" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "recommendations_within" ON "recommendations"("within");
CREATE INDEX "recommendations_agency" ON "recommendations"("agency");

CREATE TABLE "actions" (
    id INTEGER PRIMARY KEY,
    "recommendation" INTEGER REFERENCES "recommendations"(id) DEFERRABLE INITIALLY DEFERRED,
    "scope" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "lead" TEXT NOT NULL DEFAULT '',
    "milestones" TEXT NOT NULL DEFAULT '',
    "target" TEXT,
    "completed" TEXT,
    "outcome" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "actions_recommendation" ON "actions"("recommendation");

CREATE TABLE "editions" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "names" TEXT NOT NULL DEFAULT '',
    "dates" TEXT NOT NULL DEFAULT '',
    "agencies" TEXT NOT NULL DEFAULT '',
    "marking" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "sections" (
    id INTEGER PRIMARY KEY,
    "document" TEXT NOT NULL DEFAULT '',
    "within" INTEGER REFERENCES "sections"(id) DEFERRABLE INITIALLY DEFERRED,
    "place" INTEGER,
    "heading" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "generated" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT '',
    "redacted_in" TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX "sections_within" ON "sections"("within");

CREATE TABLE "citations" (
    id INTEGER PRIMARY KEY,
    "section" INTEGER REFERENCES "sections"(id) DEFERRABLE INITIALLY DEFERRED,
    "sentence" TEXT NOT NULL DEFAULT '',
    "of" TEXT NOT NULL DEFAULT '[]',
    "seen_as" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "citations_section" ON "citations"("section");

CREATE TABLE "checks" (
    id INTEGER PRIMARY KEY,
    "point" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "finding" TEXT NOT NULL DEFAULT '',
    "accepted_because" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "packs" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "edition" TEXT NOT NULL DEFAULT '',
    "made" TEXT,
    "manifest" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "letter_points" (
    id INTEGER PRIMARY KEY,
    "point" TEXT NOT NULL DEFAULT '',
    "changed" TEXT NOT NULL DEFAULT '',
    "done" TEXT
) STRICT;

CREATE TABLE "departures" (
    id INTEGER PRIMARY KEY,
    "product" TEXT NOT NULL DEFAULT '',
    "edition" TEXT NOT NULL DEFAULT '',
    "recipient" TEXT NOT NULL DEFAULT '',
    "copy" TEXT NOT NULL DEFAULT '',
    "marking" TEXT NOT NULL DEFAULT '',
    "left_at" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT NOT NULL DEFAULT '',
    "overridden" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "views" (
    id INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL DEFAULT '',
    "filter" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "panel_comments" (
    id INTEGER PRIMARY KEY,
    "on" TEXT NOT NULL DEFAULT '[]',
    "author" TEXT NOT NULL DEFAULT '',
    "written" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "vocabulary_terms" (
    id INTEGER PRIMARY KEY,
    "vocabulary" TEXT NOT NULL DEFAULT '',
    "group" TEXT NOT NULL DEFAULT '',
    "term" TEXT NOT NULL DEFAULT '',
    "meaning" TEXT NOT NULL DEFAULT '',
    "replaces" TEXT NOT NULL DEFAULT '',
    "is_hidden" INTEGER NOT NULL DEFAULT 0
) STRICT;

"""
