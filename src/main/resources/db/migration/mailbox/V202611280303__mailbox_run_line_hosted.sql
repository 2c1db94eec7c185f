-- Whether a mailbox is in a lot: nobody is pointed to one that goes with it.
create index on mailbox.run_line (run, hosted) where hosted is not null;
