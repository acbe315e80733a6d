"""The tables of accounts, one noun per file."""

from accounts.models.grants import OrganisationGrant, ZoneGrant
from accounts.models.organisations import Organisation, Zone
from accounts.models.policy import PolicySetting
from accounts.models.users import PasswordRecord, User

__all__ = ["Organisation", "OrganisationGrant", "PasswordRecord", "PolicySetting", "User", "Zone", "ZoneGrant"]
