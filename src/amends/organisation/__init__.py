"""Who we are: company, brands, branches, units, calendars, staff, roles, tills, tokens; and who acts."""
