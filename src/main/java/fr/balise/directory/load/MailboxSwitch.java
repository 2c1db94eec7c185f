package fr.balise.directory.load;

import java.time.LocalDate;

/** Brings the differences of a mailbox file in: addresses, who carries them, and situations that only mailboxes tell. */
final class MailboxSwitch {
    private final Applying applying;
    private final LocalDate day;

    MailboxSwitch(Applying applying, LocalDate day) {
        this.applying = applying;
        this.day = day;
    }

    void apply() {
        adoptLocal();
        applying.appear("address", day);
        applying.change("address", day);
        applying.reappear("address", "select id from back where entity = 'address'", day);
        makeSituations();
        meanSituations();
        applying.appear("attachment", day);
        changeAttachments();
        applying.leave("attachment", "select id from absent where entity = 'attachment'", day);
        applying.reappear("attachment", "select id from back where entity = 'attachment'", day);
        keepSituations();
        applying.leave("address", """
                select a.address_id from directory.attachment a
                 where a.id in (select id from absent where entity = 'attachment')
                   and not exists (select 1 from directory.attachment x where x.address_id = a.address_id and x.gone_since is null)""", day);
    }

    /**
     * While the file was read, Balise itself may have begun to state an address that the file brings too: the row that is there
     * stays. Until the switch is through nobody begins another.
     */
    private void adoptLocal() {
        applying.run("lock table directory.address in share row exclusive mode", day);
        applying.run("""
                update fresh_attachment f set address_id = d.id
                  from fresh_address n join directory.address d on d.key = n.key where f.address_id = n.id""", day);
        applying.run("delete from fresh_address n using directory.address d where d.key = n.key", day);
        applying.run("""
                delete from changed_address c using directory.attachment l
                 where l.address_id = c.id and l.source = 'local' and l.gone_since is null""", day);
    }

    /** A person at a structure that the activity file does not know: told by the mailbox alone. */
    private void makeSituations() {
        applying.run("""
                with made as (
                  insert into directory.situation (person_id, structure_id, profession, category, skills, source, first_seen, updated_at)
                  select distinct on (f.person_id, f.structure_id) f.person_id, f.structure_id, f.profession, f.category,
                         coalesce(f.skills, '{}'), 'mailbox', :day, :now
                    from fresh_attachment f
                   where f.person_id is not null and f.structure_id is not null
                     and not exists (select 1 from directory.situation s
                                      where s.person_id = f.person_id and s.structure_id = f.structure_id)
                   order by f.person_id, f.structure_id, f.id
                  returning id)
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, 'situation', id, 'appeared' from made""", day);
    }

    /** The one present situation, by profession among several; if none is present, the one that left. */
    private void meanSituations() {
        applying.run("""
                update fresh_attachment f set situation_id = m.situation from (
                  select id, case when present = 1 then the_present
                                  when present > 1 then case when same = 1 then the_same end
                                  when gone = 1 then the_gone
                                  when gone_same = 1 then the_gone_same end situation
                    from (select f.id,
                                 count(*) filter (where s.gone_since is null) present,
                                 max(s.id) filter (where s.gone_since is null) the_present,
                                 count(*) filter (where s.gone_since is null and s.profession = f.profession) same,
                                 max(s.id) filter (where s.gone_since is null and s.profession = f.profession) the_same,
                                 count(*) filter (where s.gone_since is not null) gone,
                                 max(s.id) filter (where s.gone_since is not null) the_gone,
                                 count(*) filter (where s.gone_since is not null and s.profession = f.profession) gone_same,
                                 max(s.id) filter (where s.gone_since is not null and s.profession = f.profession) the_gone_same
                            from fresh_attachment f
                            join directory.situation s on s.person_id = f.person_id and s.structure_id = f.structure_id
                           group by f.id) x) m
                 where m.id = f.id""", day);
    }

    private void changeAttachments() {
        applying.run("""
                with was as materialized (
                  select a.id, a.service, a.paperless from directory.attachment a join changed_attachment using (id)),
                became as (
                  update directory.attachment a set service = c.service, paperless = c.paperless, row_hash = c.row_hash, updated_at = :now
                    from changed_attachment c where c.id = a.id returning a.id, a.service, a.paperless)
                insert into directory.history (load_id, on_date, entity, entity_id, what, before, after)
                select :load, :day, 'attachment', n.id, 'changed', jsonb_build_object('service', w.service, 'paperless', w.paperless),
                       jsonb_build_object('service', n.service, 'paperless', n.paperless)
                  from became n join was w using (id)
                 where (w.service, w.paperless) is distinct from (n.service, n.paperless)""", day);
        applying.run("""
                with moved as (
                  update directory.situation s set profession = c.profession, category = c.category, skills = c.skills, updated_at = :now
                    from (select distinct on (a.situation_id) a.situation_id, c.profession, c.category, coalesce(c.skills, '{}') skills
                            from changed_attachment c join directory.attachment a on a.id = c.id
                           where a.situation_id is not null order by a.situation_id, a.id) c
                   where s.id = c.situation_id and s.source = 'mailbox'
                     and (s.profession, s.category, s.skills) is distinct from (c.profession, c.category, c.skills)
                  returning s.id)
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, 'situation', id, 'changed' from moved""", day);
    }

    /** Situations told by mailboxes come and go with them. */
    private void keepSituations() {
        var carried = "exists (select 1 from directory.attachment x"
                + " where x.situation_id = s.id and x.source = 'national' and x.gone_since is null)";
        applying.leave("situation", """
                select s.id from directory.situation s
                  join directory.attachment a on a.situation_id = s.id
                 where s.source = 'mailbox' and a.id in (select id from absent where entity = 'attachment') and not %s""".formatted(carried), day);
        applying.reappear("situation", """
                select s.id from directory.situation s
                  join directory.attachment a on a.situation_id = s.id
                 where s.source = 'mailbox' and %s
                   and a.id in (select id from back where entity = 'attachment' union all select id from fresh_attachment)""".formatted(carried), day);
    }
}
