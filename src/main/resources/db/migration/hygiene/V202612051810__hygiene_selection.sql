-- Documents that somebody chose by sender, kind and period, to attest them together. Sealed: it names correspondents.
create table hygiene.selection (
    id      bigint generated always as identity primary key,
    account bigint      not null,
    owner   bigint      not null,
    what    bytea       not null,
    made_at timestamptz not null
);
create index on hygiene.selection (account);

-- What was attested, where it was no group; sealed as above.
alter table hygiene.attestation add column what bytea;
