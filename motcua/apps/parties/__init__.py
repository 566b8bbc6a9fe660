"""Parties: people and organisations as stated in one dossier.

Doors: commands (record, correct, link_account, record_mandate), queries (of_dossier, names_of, by_number_index …),
values (PersonStated, OrganisationStated). A Party is a snapshot per dossier: the same person in two dossiers is two
rows with equal blind indexes, never one shared row. The rest is ours.
"""
