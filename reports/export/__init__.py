"""The workspace as data: tables, a follow-up matrix, feeds and a calendar. Site and desk read the same holdings."""
