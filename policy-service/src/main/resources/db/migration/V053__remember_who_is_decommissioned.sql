-- A decommissioned agent never comes back: nobody becomes, or goes on as, its principal.
ALTER TABLE agent ADD COLUMN decommissioned boolean NOT NULL DEFAULT false;
