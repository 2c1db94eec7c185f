-- Few replies copy; they are looked at often.
create index on mailbox.reply (hosted) where fate = 'copied';
