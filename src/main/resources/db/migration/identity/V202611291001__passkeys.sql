-- Keys of people whom nobody but their inviting holder knows: their accounts have the issuer "balise" and, as subject, the random
-- handle under which their devices keep the key.
create table identity.passkey (
    id           bigint generated always as identity primary key,
    account      bigint      not null references identity.account,
    credential   bytea       not null unique, -- the device's own name for the key
    attestation  bytea       not null,        -- what the device said when it made the key: holds the public key, no certificate is asked for
    sign_count   bigint      not null,        -- never goes back; 0 for devices that do not count
    name         text        not null,
    created_at   timestamptz not null,
    last_used_at timestamptz
);
create index passkey_of on identity.passkey (account);

-- One account at most is made with an invitation, and then that account alone can accept it.
alter table identity.delegation add column opened_account bigint references identity.account;

-- Nobody proved who is behind such an account.
alter table identity.account add constraint account_operator_is_proven check (not (operator and coalesce(issuer, '') = 'balise'));
