package fr.balise.portal.cli;

/** The short manual. */
final class Help {
    private static final String TEXT = """
            Balise: hosts MSSanté mailboxes, and shows each professional all of his or hers.

              ./balise demo [--detach]            a fictional practice, ready to look at
              ./balise test                       everything that must hold before a merge
              ./balise up [--detach]              an empty installation, set by config/application.yaml
              ./balise down                       stops what runs
              ./balise status [--json]            the parts and the directory
              ./balise import FILE…               national files or zips of them [--accept-large-change]
              ./balise search WORDS… [--json]     searches the directory
              ./balise grant operator NATIONALID  makes someone operator staff
              ./balise key add NAME [--domain D]  a key for programs; with a domain it may publish there
              ./balise engine diff                what an operator changed in Dovecot's and Postfix's files
              ./balise engine render --system FOLDER
                                                  the files for the system's Dovecot and Postfix
              ./balise backup FILE                database, mail, keys and certificates, in one file
              ./balise restore FILE               puts them back; the instance must be down
              ./balise reset demo                 throws the demo's data away
              ./balise bench [NAME] [--quick]     benchmarks
              ./balise soak [NAME] [--seed N]     long crash campaigns

            Options: --data DIR, --port-offset N, --yes. Environment: BALISE_DATA, BALISE_PORT_OFFSET.
            """;

    private Help() {}

    static int print() {
        System.out.print(TEXT);
        return 0;
    }
}
