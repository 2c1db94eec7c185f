-- In whose name a message leaves; null for Balise itself.
alter table outbox.message add column sender text;
