package fr.balise.testing;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The part of another operator, played by the servers of the tests: mailboxes at domains that this installation does not hold. */
public final class OtherOperator {
    private OtherOperator() {}

    /** A mailbox there; the same one if it was opened before. */
    public static AccountId holds(JdbcClient jdbc, MailAddress address) {
        jdbc.sql(
                        "insert into mailstore.account (id, address, address_key, quota_bytes, reserve_bytes, reserve_days, opened_at)"
                                + " values (:id, :address, :key, 100000000, 0, 0, now()) on conflict do nothing")
                .param("id", EngineTest.Ids.next().value())
                .param("address", address.toString())
                .param("key", address.key())
                .update();
        return new AccountId(jdbc.sql("select id from mailstore.account where address_key = :key")
                .param("key", address.key())
                .query(Long.class)
                .single());
    }

    /** From now on the servers take mail for that domain too, or no longer. */
    public static void receives(JdbcClient jdbc, String domain, boolean does) {
        jdbc.sql(
                        does
                                ? "insert into mailstore.domain values (:domain) on conflict do nothing"
                                : "delete from mailstore.domain where name = :domain")
                .param("domain", domain)
                .update();
    }
}
