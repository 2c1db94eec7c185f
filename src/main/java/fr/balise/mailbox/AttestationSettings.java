package fr.balise.mailbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of attestations of erasure.
 *
 * @param backupsKept how long this installation keeps its backups: attestations tell until when they hold what was erased
 */
@ConfigurationProperties("balise.mailbox.attestation")
record AttestationSettings(@DefaultValue("90d") Duration backupsKept) {}
