package fr.balise.kernel;

/** Type of an MSSanté mailbox (value set JDV_J139-TypeBAL-RASS). The constants are the national codes. */
public enum MailboxType {
    /** Personal: one professional. */
    PER,
    /** Of an organisation: a team or department. */
    ORG,
    /** Of an application: software or a machine. */
    APP,
    /** Of a practice (cabinet): shared, for instance with a secretary. */
    CAB
}
