"""The tables of accounts, one noun per file."""

from .grants import OrganisationGrant, ZoneGrant
from .organisations import Organisation, Zone
from .policy import PolicySetting
from .users import PasswordRecord, User

__all__ = ["Organisation", "OrganisationGrant", "PasswordRecord", "PolicySetting", "User", "Zone", "ZoneGrant"]
