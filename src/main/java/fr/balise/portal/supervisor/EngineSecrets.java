package fr.balise.portal.supervisor;

/** Names of what the mail servers, PostgreSQL and Balise know each other by. */
final class EngineSecrets {
    static final String DOVECOT_ROLE = "balise_dovecot";
    static final String POSTFIX_ROLE = "balise_postfix";

    /** Files of the folder of secrets: passwords of the two roles. */
    static final String DOVECOT = "engine.dovecot";

    static final String POSTFIX = "engine.postfix";

    /** What Dovecot shows to Balise, and Balise to Dovecot: read by Spring as the properties of these names. */
    static final String ENGINE_KEY = "balise.mailstore.engine-key";

    static final String DOVEADM_KEY = "balise.mailstore.doveadm-key";

    private EngineSecrets() {}
}
