package fr.balise.mailbox.lifecycle;

/** Told inside the transaction that withdraws it. */
record AgreementWithdrawn(MailboxId mailbox, Transfer.Use use, By by) {}
