-- A range of a BRIN index never gives up the oldest time that it has seen, so once the room of removed rows is used again it
-- tells nothing any more.
DROP INDEX decision_by_age;
CREATE INDEX decision_by_age ON decision (at);

DROP INDEX approval_by_age;
CREATE INDEX approval_by_age ON approval (opened_at) WHERE status <> 'PENDING';

DROP INDEX approval_delivery_by_age;
CREATE INDEX approval_delivery_by_age ON approval_delivery (created_at);

DROP INDEX budget_reservation_by_age;
CREATE INDEX budget_reservation_by_age ON budget_reservation (created_at) WHERE status <> 'HELD';

-- By the beginning of the period, which never changes: each reservation touches its account, in place.
CREATE INDEX budget_account_of_period ON budget_account (starts_at) WHERE task = '';
