"""Whose door a question belongs to when it is not the commune's."""

from __future__ import annotations

from enum import StrEnum


class Door(StrEnum):
    """Whose business it is when it is not the commune's; NOTHING: nobody's that we know, small talk or noise."""

    PROVINCE = "province"
    LAND_OFFICE = "land-office"
    MINISTRY = "ministry"
    POLICE = "police"
    TAX = "tax"
    CUSTOMS = "customs"
    TREASURY = "treasury"
    COURT = "court"
    ENFORCEMENT = "enforcement"
    NOTARY = "notary"
    BAILIFF = "bailiff"
    LAWYER = "lawyer"
    BANK = "bank"
    POST = "post"
    INSURANCE = "insurance"
    EMPLOYMENT = "employment"
    HEALTH = "health"
    SCHOOL = "school"
    UTILITY = "utility"
    BORDER_GUARD = "border-guard"
    ARMY = "army"
    EMBASSY = "embassy"
    EMERGENCY = "emergency"
    NOTHING = "nothing"
