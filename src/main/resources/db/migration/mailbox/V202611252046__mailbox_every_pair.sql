-- A correction has come true when every pair that it watches is gone: there is nothing left to choose.
alter table mailbox.request drop column every_pair;
