-- What colleagues saw of the structure until its choice; null for exceptions, and for choices of before this column.
alter table promotion.service_preferred add before text[];
