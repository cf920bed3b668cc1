"""Who may review. No database."""

from __future__ import annotations

from amends.complaints.rules import Duty

# Everybody with one of these had a part in it: a reviewer had none.
CHAIN = (Duty.OWNER, Duty.INVESTIGATOR, Duty.APPROVER, Duty.PAYER, Duty.CALLER, Duty.ACCUSED, Duty.REVIEWER)
