package fr.balise.audit;

import java.nio.file.Path;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param retention how long entries are kept; a reference value to be validated by your DPO
 * @param anchor file in which the end of the chain is noted once a minute, outside of the database: keep copies of it elsewhere
 */
@ConfigurationProperties("balise.audit")
record AuditSettings(@DefaultValue("P3Y") Period retention, Path anchor) {}
