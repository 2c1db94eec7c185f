package fr.balise;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.BoxId;
import fr.balise.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the walk over all routes stands on: for every variable of a route a thing that is really there, and for every act a form that is
 * understood, so that a refusal can only be about the person. Made through the pages where these make it.
 */
@NullUnmarked
final class RealThings {
    static final String DOCTOR = "899700100011";
    private static final String SERVICE = "bloc.operatoire@balise-demo.mssante.fr";
    private static final String CLOSING = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String ELSEWHERE = "c.lefevre@ch-estuaire-demo.mssante.fr";
    private static final String NATIONAL = "camille.lefevre@national-demo.mssante.fr";
    private static final String BEST = "camille.lefevre@balise-demo.mssante.fr";
    private static final String BY_HAND = "marche@medecin.mssante.fr";

    /** A personal mailbox is shared for a time. */
    private static final String SHARE =
            "name=Marche&may=READ&endsOn=" + LocalDate.now().plusMonths(1);

    /** Whose thing a row of the table is about. */
    enum Of {
        DOCTOR,
        SERVICE
    }

    private final Walkers people;
    private final JdbcClient jdbc;
    private final Map<String, String> things = new HashMap<>();
    private final Map<String, String> forms = new HashMap<>();

    RealThings(Walkers people, JdbcClient jdbc) throws Exception {
        this.people = people;
        this.jdbc = jdbc;
        ofEverybody();
        ofTheDoctor();
        ofTheStructure();
        ofTheOperator();
        acts();
    }

    private void thing(String variable, Object value) {
        things.put(variable, String.valueOf(value));
    }

    private void form(String route, String body) {
        forms.put(route, body);
    }

    private void ofEverybody() {
        thing("/aide/{page}", "glossaire");
        thing(
                "/annuaire/personnes/{id}",
                number("select id from directory.person where national_id = '" + DOCTOR + "'"));
        thing("/annuaire/structures/{id}", structure("ESTUAIRE"));
        thing("/api/admin/incoming/{batch}", "0f9f5a80-0000-4000-8000-000000000001");
        thing("/api/admin/incoming/{batch}/{name}", "fichier.txt");
        thing("/connexion/par/{provider}", "demo");
        thing("/connexion/retour/{provider}", "demo");
    }

    private void ofTheDoctor() throws Exception {
        people.submit("holder", "/mes-boites/ajouter", "address=" + BY_HAND);
        thing("/mes-boites/{box}", box(DOCTOR, CLOSING));
        for (var route : new String[] {
            "GET connexion",
            "POST connexion",
            "POST connexion/photo",
            "POST connexion/retirer",
            "GET connexion/reponse",
            "POST espace/photo",
            "POST espace/photo/oublier"
        }) thing(special(route), box(DOCTOR, ELSEWHERE));
        for (var act : new String[] {"usage", "lecture", "a-moi", "pas-a-moi", "demandes"})
            thing(special("POST " + act), box(DOCTOR, act.equals("demandes") ? ELSEWHERE : NATIONAL));
        for (var act : new String[] {"verifier", "code"}) thing(special("POST " + act), box(DOCTOR, BEST));
        thing(special("POST retirer"), box(DOCTOR, BY_HAND));

        var hosted = hosted(CLOSING);
        thing("/messagerie/{id}", hosted);
        thing("/classement/{mailbox}", hosted);
        thing("/mes-boites/{box}/espace/groupes/{group}", "reports");
        mail(hosted);
        thing(
                "/messagerie/{id}/mots-de-passe/{password}",
                number("select min(id) from mailstore.password where account = " + hosted));
        var given =
                people.submit("holder", "/messagerie/" + hosted("dr.lefevre@balise-demo.mssante.fr") + "/acces", SHARE);
        thing("/messagerie/invitation/{token}", found(given, "/messagerie/invitation/([A-Za-z0-9_-]{43})"));
        thing("/messagerie/{id}/acces/{share}", share(hosted));
        thing("/messagerie/{id}/propositions/{proposal}", proposal(hosted));

        var invited = people.submit("holder", "/delegations", "name=Marche+ouverte");
        thing("/invitation/{token}", found(invited, "/invitation/([A-Za-z0-9_-]{43})"));
        people.submit("holder", "/delegations", "name=Marche+retirée");
        thing("/delegations/{id}", number("select max(id) from identity.delegation"));
        thing("/demarches/{id}", word("select id::text from mailbox.request where person = '" + DOCTOR + "' limit 1"));

        people.submit("holder", "/mes-boites/" + box(DOCTOR, BEST) + "/verifier", "");
        var check = number("select max(id) from outbox.message where purpose = 'check'");
        var letter = word("select body from outbox.message where id = " + check);
        if (letter.isEmpty()) // it left already, and the row keeps nothing of it
        letter = people.get("holder", "/demo/messages/" + check).body();
        thing("/verification/{token}", match(letter, "/verification/([A-Za-z0-9_-]+)"));
        thing("/demo/messages/{id}", number("select max(id) from outbox.message"));
        thing("/points/{finding}", found(people.get("holder", "/"), "/points/([^/\"]+)/pas-concerne"));
        people.submit(
                "holder", "/mes-boites/" + box(DOCTOR, BEST) + "/recuperer", "noted=true&mbox=false&attachments=false");
        thing("/travaux/{job}", number("select max(id) from jobs.job where owner = " + people.account("holder")));
        thing("/attestations/{mailbox}", erased());
        var choices = people.get("holder", "/privilegiees");
        var place = found(choices, "name=\"place\\.([0-9]+)\"");
        people.submit("holder", "/privilegiees", "place." + place + "=" + box(DOCTOR, BEST));
        thing("/faire-connaitre/{place}", place);
        thing("/faire-connaitre/{place}/{file}", "contact.vcf");
        thing("/faire-connaitre/{place}/apercus/{file}", "carte.pdf");
        announced(place);
        thing("/mes-cles/{id}", passkey());
    }

    /** Somebody who wrote to the mailbox that is not the preferred one is told. */
    private void announced(String place) throws Exception {
        var page = "/faire-connaitre/" + place + "/prevenir";
        people.submit(
                "holder", page, "who=" + found(people.get("holder", page), "name=\"who\" value=\"([0-9a-f]{32})\""));
        thing("/note/{token}", word("select token from promotion.announcement limit 1"));
    }

    /** The demo's mail is being put into its mailboxes while the walk begins. */
    private void mail(long hosted) throws Exception {
        var space = "/mes-boites/" + box(DOCTOR, CLOSING) + "/espace";
        var link = Pattern.compile("/espace/messages/(\\d+)/(\\d+)");
        for (int looks = 0; looks < 300; looks++) {
            for (var list : new String[] {"/pieces", "/groupes/reports", "/groupes/attachments", "/groupes/keep"}) {
                var there = link.matcher(people.get("holder", space + list).body());
                if (!there.find()) continue;
                thing("/mes-boites/{box}/espace/messages/{folder}", there.group(1));
                thing("/mes-boites/{box}/espace/messages/{folder}/{uid}", there.group(2));
                thing("/mes-boites/{box}/espace/messages/{folder}/{uid}/pieces/{number}", 1);
                thing("/mes-boites/{box}/espace/messages/{folder}/{uid}/images/{number}", 1);
                thing("/mes-boites/{box}/espace/messages/{folder}/{uid}/pieces/{number}/apercu/{part}", 0);
                thing("/mes-boites/{box}/espace/nettoyages/{id}", cleaning(hosted));
                thing("/mes-boites/{box}/espace/allegements/{id}", lightening(hosted));
                thing("/mes-boites/{box}/espace/regles/{rule}", rule(hosted));
                thing("/mes-boites/{box}/espace/archives/{id}", archive("holder", hosted));
                return;
            }
            Thread.sleep(1000);
        }
        throw new IllegalStateException("no mail came into " + CLOSING);
    }

    private void ofTheStructure() throws Exception {
        people.submit(
                "operator",
                "/operateur/boites/nouvelle",
                "type=ORG&listed=true&domain=balise-demo.mssante.fr&address=bloc.operatoire&service=Bloc&description=Bloc"
                        + "&responsible=Nadia&structure=" + structure("ESTUAIRE"));
        var hosted = hosted(SERVICE);
        atTheMailServers(hosted);
        service("/mes-boites/{box}", box(people.nationalId("manager"), SERVICE));
        service("/messagerie/{id}", hosted);
        service("/messagerie/{id}/mots-de-passe/{password}", password(hosted));
        service("/messagerie/{id}/acces/{share}", share(hosted));
        service("/messagerie/{id}/propositions/{proposal}", proposal(hosted));
        service("/mes-boites/{box}/espace/nettoyages/{id}", cleaning(hosted));
        service("/mes-boites/{box}/espace/allegements/{id}", lightening(hosted));
        service("/mes-boites/{box}/espace/regles/{rule}", rule(hosted));
        service("/mes-boites/{box}/espace/archives/{id}", archive("manager", hosted));
        people.submit(
                "manager",
                "/services/choix/boite",
                "address=" + SERVICE + "&structure="
                        + word("select national_id from directory.structure where name like '%ESTUAIRE%'"));
        thing("/services/kit/{structure}", number("select id from directory.structure where name like '%ESTUAIRE%'"));
        thing("/services/kit/{structure}/{file}", "contact.vcf");
        thing("/services/kit/{structure}/apercus/{file}", "carte.pdf");
    }

    /** Whole, though nobody downloaded it. */
    private long archive(String owner, long hosted) {
        var account = people.account(owner);
        long archive = number("insert into hygiene.archive (account, owner, messages, octets, made_at) values ("
                + hosted + ", " + account + ", 1, 1, now()) returning id");
        jdbc.sql("insert into mailbox.export (selection, hosted, owner, folder, encrypted, with_mbox, with_attachments,"
                        + " created_at, job, size, ready_until) values (:archive, :hosted, :owner, :folder, false, false, false,"
                        + " now(), 0, 1, now() + interval '1 day')")
                .param("archive", archive)
                .param("hosted", hosted)
                .param("owner", account)
                .param("folder", "marche-" + archive)
                .update();
        return archive;
    }

    /** It waits, so that it can be let go on. */
    private long rule(long hosted) {
        return number(
                "insert into hygiene.rule (account, kind, days, owner, owner_name, made_at, expected, braked_at, braked)"
                        + " values (" + hosted + ", 'RECEIPTS', 30, 1, 'Test', now(), 0, now(), 60) returning id");
    }

    private void service(String variable, Object value) {
        thing(Of.SERVICE + " " + variable, value);
    }

    private void ofTheOperator() throws Exception {
        thing("/operateur/acces/{account}", people.account("other-manager"));
        var other = hosted("maelle.le-goff@balise-demo.mssante.fr");
        thing("/operateur/boites/{id}", other);
        thing("/operateur/inactivite/{id}", other);
        thing("/operateur/fiches/{id}", number("select min(id) from mailbox.operator_sheet"));
        thing("/operateur/annuaire/{id}", number("select max(id) from directory.load"));
        people.press(
                "operator",
                "/operateur/accords",
                "address=maelle.le-goff@balise-demo.mssante.fr&use=EXPORT&on=2026-01-05&by=Directrice&reference=Marche");
        thing("/operateur/accords/{id}", number("select coalesce(max(id), 0) from mailbox.transfer_agreement"));
        people.press("operator", "/operateur/cles", "name=Marche");
        thing("/operateur/cles/{id}", number("select coalesce(max(id), 0) from identity.api_key"));
        people.press("operator", "/operateur/lots", "kind=suspend&reason=Marche&text=paoli");
        thing("/operateur/lots/{id}", number("select coalesce(max(id), 0) from mailbox.run"));
        people.press("operator", "/operateur/postmaster/mots-de-passe", "device=Marche");
        thing("/operateur/postmaster/mots-de-passe/{password}", number("select max(id) from mailstore.password"));
        thing(
                "/operateur/publications/{statement}",
                number("select coalesce(max(attachment_id), 0) from directory.errand"));
    }

    /** A body per act, whole enough to be understood. {@code {seen}} is the version that the mailbox has when it is sent. */
    private void acts() {
        form("POST /agir-pour", "person=" + DOCTOR);
        form("POST /classement/{mailbox}/echecs", "failure=1");
        form("POST /classement/{mailbox}/habitude", "habit=UNSURE");
        form("POST /connexion/cle", "credential=x");
        form("POST /delegations", "name=Quelqu%27un");
        form("POST /demarches/{id}/refusee", "reason=Essai");
        form("POST /demo/clock", "days=0");
        form("POST /demo/login", "nationalId=" + people.nationalId("stranger"));
        form("POST /demo/idp/authorize", "ticket=x&nationalId=" + DOCTOR);
        form("POST /faire-connaitre/{place}/prevenir", "who=" + "0".repeat(32));
        form("POST /faire-connaitre/{place}/signature", "mailbox=" + hosted(BEST));
        form("POST /invitation/{token}/cle", "name=Marche&credential=x");
        form("POST /invitation/{token}/cle/question", "name=Marche");
        form("POST /mes-boites/ajouter", "address=ailleurs@medecin.mssante.fr");
        form("POST /mes-boites/{box}/avis", "canal=TELEPHONE");
        form("POST /mes-boites/{box}/brouillon", "kind=DEPUBLISH");
        form("POST /mes-boites/{box}/code", "code=000000");
        form("POST /mes-boites/{box}/connexion", "password=marche");
        form("POST /mes-boites/{box}/connexion/jeton", "token=marche");
        form("POST /mes-boites/{box}/correspondants", "who=a@medecin.mssante.fr");
        form("POST /mes-boites/{box}/demandes", "kind=DEPUBLISH");
        for (var act : new String[] {"annuler-suppression", "recupere", "republier"})
            form("POST /mes-boites/{box}/" + act, "seen={seen}");
        form("POST /mes-boites/{box}/depublier", "seen={seen}&silent=true");
        form("POST /mes-boites/{box}/depublier/apercu", "seen={seen}");
        form("POST /mes-boites/{box}/reporter", "seen={seen}&to=2028-01-01");
        form("POST /mes-boites/{box}/supprimer", "seen={seen}");
        form("POST /mes-boites/{box}/espace/attester", "kind=XDM");
        form("POST /mes-boites/{box}/espace/attester/attestation", "choix=1&shown=0");
        form("POST /mes-boites/{box}/espace/attester/suppression", "choix=1&shown=0&reason=Essai");
        form("POST /mes-boites/{box}/espace/chercher/garder", "keep=true&sender=personne-ici");
        form("POST /mes-boites/{box}/espace/messages/{folder}/{uid}/garder", "keep=true");
        form("POST /mes-boites/{box}/espace/chercher/supprimer", "shown=0&reason=Essai");
        form("POST /mes-boites/{box}/espace/groupes/{group}/attester", "shown=0");
        form("POST /mes-boites/{box}/espace/liberer", "shown=0&group=TRASH");
        form("POST /mes-boites/{box}/espace/regles", "kind=THROWN&days=30&shown=0");
        form("POST /mes-boites/{box}/espace/archives", "of=groups&group=TRASH&shown=0");
        form("POST /mes-boites/{box}/espace/archives/preparer", "of=groups&group=TRASH");
        form("POST /mes-boites/{box}/espace/archives/{id}/supprimer", "shown=0");
        form("POST /mes-boites/{box}/espace/preparer", "group=TRASH&shown=0");
        form("POST /mes-boites/{box}/espace/preparer/somme", "group=TRASH");
        form("POST /mes-boites/{box}/espace/regles/simuler", "kind=RECEIPTS&days=30");
        form("POST /mes-boites/{box}/espace/alleger", "message=1/1");
        form("POST /mes-boites/{box}/espace/alleger/valider", "message=0/0&reason=Essai");
        form("POST /mes-boites/{box}/espace/nettoyages/{id}/annuler", "group=TRASH&sure=true");
        form("POST /mes-boites/{box}/lecture", "read=true");
        form("POST /mes-boites/{box}/recuperer", "noted=true");
        form("POST /mes-boites/{box}/usage", "situation=tous");
        form("POST /mes-cles/{id}/nom", "name=Marche");
        form("POST /messagerie/{id}/acces", SHARE);
        form("POST /messagerie/{id}/mots-de-passe", "device=Marche");
        form("POST /operateur/acces/operateurs", "nationalId=3990000010/R09");
        form("POST /operateur/acces/{account}/operateur", "granted=false");
        form("POST /operateur/acces/{account}/structures", "structure=1990000010&granted=false");
        form("POST /operateur/accords", "address=" + BEST + "&use=COPY&on=2026-01-05&by=Directrice&reference=Marche");
        form("POST /operateur/boites/nouvelle", "type=ORG&structure=" + structure("ESTUAIRE"));
        form("POST /operateur/boites/{id}/conservation", "kind=LEGAL&reason=Marche");
        form("POST /operateur/boites/{id}/conservation/fin", "kind=LEGAL");
        form("POST /operateur/boites/{id}/espace", "megabytes=600");
        form("POST /operateur/boites/{id}/report", "to=2028-01-01");
        form("POST /operateur/boites/{id}/suspension", "reason=Marche");
        form("POST /operateur/boites/{id}/titulaire", "event=death&reason=Marche");
        form("POST /operateur/cles", "name=Marche+deux");
        form("POST /operateur/fiches", "name=Marche&domains=marche.example");
        form("POST /operateur/lots", "kind=suspend&reason=Marche&text=paoli");
        form("POST /operateur/postmaster/mots-de-passe", "device=Marche+deux");
        form("POST /points/{finding}/pas-concerne", "reason=Essai");
        form(
                "POST /services/choix/boite",
                "structure=" + word("select national_id from directory.structure where id = " + structure("ESTUAIRE")));
        form(
                "POST /services/responsable",
                "name=Marche&address=" + SERVICE + "&structure="
                        + word("select national_id from directory.structure where id = " + structure("ESTUAIRE")));
    }

    /** Of the mailbox itself. */
    long number(Of of) {
        return hosted(of == Of.SERVICE ? SERVICE : CLOSING);
    }

    /** Whether a row is about a service mailbox as well as about the doctor's. */
    static boolean isOfMailbox(String route) {
        return route.contains(" /mes-boites/{box}") || route.contains(" /messagerie/{id");
    }

    String path(String route, Of of) {
        var pattern = plain(route.substring(route.indexOf(' ') + 1));
        var path = new StringBuilder();
        int at = 0;
        var variables = Pattern.compile("\\{\\w+}").matcher(pattern);
        while (variables.find()) {
            path.append(pattern, at, variables.start())
                    .append(thing(
                            route.substring(0, route.indexOf(' ')) + " " + pattern,
                            pattern.substring(0, variables.end()),
                            of));
            at = variables.end();
        }
        return path.append(pattern.substring(at))
                .toString()
                .replace("/**", "/x")
                .replace("/*", "/x");
    }

    private String thing(String route, String variable, Of of) {
        var service = Optional.ofNullable(things.get(Of.SERVICE + " " + variable));
        var special = Optional.ofNullable(things.get(route + " " + variable));
        var usual = Optional.ofNullable(things.get(variable));
        return (of == Of.SERVICE ? service.or(() -> usual) : special.or(() -> usual))
                .orElseThrow(() -> new AssertionError(
                        "RealThings has nothing for " + variable + ": say which real thing the walk shall name"));
    }

    String form(String route, Of of) {
        var address = of == Of.SERVICE ? SERVICE : CLOSING;
        return forms.getOrDefault(plain(route), "").replace("{seen}", String.valueOf(version(address)));
    }

    /** Without the expressions that variables must fit. */
    private static String plain(String pattern) {
        return pattern.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}");
    }

    private static String special(String act) {
        var words = act.split(" ");
        return words[0] + " /mes-boites/{box}/" + words[1] + " /mes-boites/{box}";
    }

    /** The id that the box of that route would have, were it this person's: something that can be computed by anybody. */
    static String box(String person, String address) {
        return BoxId.of(new NationalPersonId(person), MailAddress.parse(address))
                .toString();
    }

    /** The doctor's mailbox under the id that it would have for somebody else. */
    String guessed(String person) {
        return box(person, CLOSING);
    }

    /** What is opened is brought to the mail servers behind its commit. */
    private void atTheMailServers(long hosted) throws InterruptedException {
        for (int looks = 0; looks < 600; looks++) {
            if (number("select count(*) from mailstore.account where id = " + hosted) == 1) return;
            Thread.sleep(100);
        }
        throw new IllegalStateException("the mail servers do not know " + SERVICE);
    }

    private long password(long hosted) {
        return number(
                "insert into mailstore.password (account, person, device, hash, may, may_send, issued_at) values ("
                        + hosted + ", " + people.account("manager")
                        + ", 'Marche', '\\x77', 'read', false, now()) returning id");
    }

    private long share(long hosted) {
        return number(
                "insert into mailbox.share (hosted, name, level, may_send, token, open_until, made_at, made_by) values ("
                        + hosted + ", 'Marche', 'read', false, '\\x78' || int8send(" + hosted
                        + "), now() + interval '7 days', now(), 'account:0') returning id");
    }

    private long proposal(long hosted) {
        return number("insert into mailbox.proposal (hosted, reason, proposed_at, proposed_by, by_name) values ("
                + hosted + ", 'Marche', now(), 'account:0', 'Inès') returning id");
    }

    private long cleaning(long hosted) {
        return number(
                "insert into hygiene.cleaning (account, owner, owner_name, messages, octets, ordered_at, done_at, recover_until)"
                        + " values (" + hosted + ", " + people.account("holder")
                        + ", 'Camille', 1, 1, now(), now(), now() + interval '30 days') returning id");
    }

    private long lightening(long hosted) {
        return number(
                "insert into hygiene.lightening (account, owner, owner_name, reason, ordered_at, done_at, recover_until)"
                        + " values (" + hosted + ", " + people.account("holder")
                        + ", 'Camille', '', now(), now(), now() + interval '30 days') returning id");
    }

    /** The doctor's, erased long ago. */
    private long erased() {
        return number(
                "insert into mailbox.hosted (address, display, type, owner, zone, opened_at, state, since, version, in_line,"
                        + " retrieved_how, retrieved_at, retrieved_by, retrieved_by_name) values ('effacee@balise-demo.mssante.fr',"
                        + " 'effacee@balise-demo.mssante.fr', 'PER', 'person:" + DOCTOR
                        + "', 'Europe/Paris', now(), 'erased', now(), 0, 0, 'said', now(), 'account:0', 'Camille') returning id");
    }

    /** Of somebody who was invited, and is not among those who walk. */
    private long passkey() {
        long account = number("insert into identity.account (issuer, subject, name, created_at)"
                + " values ('balise', 'marche', 'Marche', now()) returning id");
        return number(
                "insert into identity.passkey (account, credential, attestation, sign_count, name, created_at) values ("
                        + account + ", '\\x01', '\\x02', 0, 'Marche', now()) returning id");
    }

    private long hosted(String address) {
        return number("select id from mailbox.hosted where address = '" + address + "'");
    }

    private long version(String address) {
        return number("select version from mailbox.hosted where address = '" + address + "'");
    }

    private long structure(String name) {
        return number("select id from directory.structure where name like '%" + name + "%' limit 1");
    }

    private long number(String sql) {
        return Long.parseLong(word(sql));
    }

    private String word(String sql) {
        return jdbc.sql(sql)
                .query((row, _) -> row.getString(1))
                .optional()
                .orElseThrow(() -> new IllegalStateException("nothing there: " + sql));
    }

    private static String found(HttpResponse<String> page, String expression) {
        return match(page.body(), expression);
    }

    private static String match(String text, String expression) {
        var there = Pattern.compile(expression).matcher(text);
        if (!there.find()) throw new IllegalStateException("no " + expression + " in " + text);
        return there.group(1);
    }

    static String token(HttpResponse<String> page) {
        return Visitor.field(page, "_csrf");
    }
}
