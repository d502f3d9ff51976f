-- How people sign in and stay signed in.

-- A password has an age, and may be put out of use where an identity provider signs the person in.
alter table access.account
    add column password_since   timestamptz not null default now(),
    add column password_sign_in boolean     not null default true;

-- Passwords an account had before, so that none comes back at once.
create table access.password_before (
    account_id uuid        not null references access.account (id) on delete cascade,
    until      timestamptz not null,
    hash       text        not null,
    primary key (account_id, until)
);

-- The roles that need a second factor, as the security administrator says.
create table access.factor_role (
    role text primary key
);

-- A browser somebody signed in with before. The word in its cookie is kept as a digest only.
create table access.device (
    id         uuid primary key,
    account_id uuid        not null references access.account (id) on delete cascade,
    word       bytea       not null,
    name       text        not null,
    address    text        not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    constraint a_browser_is_one_device_of_an_account unique (account_id, word)
);

-- One row for each time somebody signed in; the word in the cookie is kept as a digest only.
create table access.session (
    id           uuid primary key,
    word         bytea       not null constraint a_word_opens_one_session unique,
    account_id   uuid        not null references access.account (id) on delete cascade,
    face         text        not null constraint face_is_known check (face in ('desk', 'pocket')),
    way          text        not null constraint way_is_known check (way in ('password', 'provider')),
    -- What is still asked before the person is signed in.
    step         text constraint step_is_known check (step in ('code', 'password', 'factor')),
    device       text        not null,
    address      text        not null,
    began_at     timestamptz not null,
    seen_at      timestamptz not null,
    -- When the person last showed a password or code, for what asks for it anew.
    confirmed_at timestamptz not null,
    -- The provider's token, sealed: it is told which of its sessions ends.
    provider_token bytea,
    ended_at     timestamptz,
    ended_by     text constraint end_is_known check (ended_by in ('person', 'idle', 'age', 'administrator', 'password', 'account')),
    constraint an_end_has_a_cause check ((ended_at is null) = (ended_by is null))
);

-- Lists an account's sessions, newest first.
create index session_by_account on access.session (account_id, began_at desc);

-- Tries with a wrong password or code, by name and by where they came from: an address, or a device known to the account.
create table access.wrong_try (
    -- Digest of the name as typed: people type passwords there.
    name    bytea       not null,
    source  text        not null,
    count   integer     not null,
    last_at timestamptz not null,
    primary key (name, source)
);

-- Counts the tries from one address.
create index wrong_try_by_source on access.wrong_try (source, last_at);
-- Finds what can be forgotten.
create index wrong_try_by_age on access.wrong_try (last_at);

-- The second factor of an account; without effect until its first code was shown.
create table access.second_factor (
    account_id   uuid primary key references access.account (id) on delete cascade,
    secret       bytea       not null,
    sealed_with  integer     not null,
    begun_at     timestamptz not null,
    confirmed_at timestamptz,
    -- The step of the last code used: neither it nor one before it opens again.
    last_step    bigint      not null default 0
);

-- Finds what a change of keys has to seal anew.
create index second_factor_by_key on access.second_factor (sealed_with);

-- Codes for the day the phone is gone; each opens once.
create table access.recovery_code (
    account_id uuid  not null references access.account (id) on delete cascade,
    code       bytea not null,
    used_at    timestamptz,
    primary key (account_id, code)
);

-- The persons at the site's identity provider that accounts are bound to.
create table access.identity (
    issuer     text        not null,
    subject    text        not null,
    account_id uuid        not null constraint an_account_has_one_identity unique references access.account (id) on delete cascade,
    name       text        not null,
    bound_at   timestamptz not null,
    bound_by   text        not null,
    primary key (issuer, subject)
);

-- A way to the identity provider and back, kept for minutes; the word is in a cookie of its own.
create table access.provider_visit (
    word          bytea primary key,
    state         text        not null,
    nonce         text        not null,
    verifier      text        not null,
    redirect_uri  text        not null,
    binding       boolean     not null,
    face          text        not null,
    next          text        not null,
    began_at      timestamptz not null,
    -- What came of it, where nobody was signed in.
    outcome       text constraint outcome_is_known check (outcome in ('unbound', 'refused', 'failed')),
    subject       text,
    name          text
);
