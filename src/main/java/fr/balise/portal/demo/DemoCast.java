package fr.balise.portal.demo;

import fr.balise.kernel.NationalPersonId;
import java.util.List;

/** The people who have a login card, each with a task that takes two minutes. Drawn in docs/demo.md. */
record DemoCast(
        Member doctor,
        Member secretary,
        Member hospital,
        Member operator,
        Member colleague,
        Member inOrder,
        Member noMailbox,
        Member unlisted,
        Member homonym) {

    /**
     * @param roles words of the contract: holder, manager, secretary, operator
     * @param story one French sentence for the login card and for {@code people.json}
     */
    record Member(NationalPersonId nationalId, String name, List<String> roles, String story) {}

    List<Member> all() {
        return List.of(doctor, secretary, hospital, operator, colleague, inOrder, noMailbox, unlisted, homonym);
    }

    static DemoCast of(DemoWorld world) {
        return new DemoCast(
                holder(
                        world,
                        "lefevre",
                        "Médecin généraliste à Vannes : cinq boîtes chez trois opérateurs. À quoi sert chacune ?"),
                staff(
                        world,
                        "cds-menimur",
                        "SEC001",
                        "Nadia Benali",
                        "secretary",
                        "Secrétaire du Dr Camille Lefèvre : elle prépare les démarches, la docteure les valide."),
                staff(
                        world,
                        "ch-estuaire",
                        "DSI001",
                        "Loïc Guéguen",
                        "manager",
                        "Informatique du Centre hospitalier de l'Estuaire : 12 boîtes de service, dont 4 sans responsable."),
                staff(
                        world,
                        "had-bretagne",
                        "OPE001",
                        "Inès Marchal",
                        "operator",
                        "Équipe de l'opérateur : 3 publications refusées par l'annuaire national, écarts, chargements et fiches des opérateurs."),
                holder(
                        world,
                        "nguyen",
                        "Cardiologue à Brest, correspondante : une demande envoyée il y a 12 jours, toujours sans effet."),
                holder(world, "herouville", "Médecin généraliste à Vannes : une seule boîte, lue. Tout est en ordre."),
                holder(world, "ndiaye", "Sage-femme à Lorient : aucune boîte à son nom."),
                holder(world, "elamrani", "Psychiatre à Rennes : une boîte en liste rouge, absente de l'annuaire."),
                holder(world, "lefevre2", "Cardiologue à Vannes : l'homonyme, dont l'adresse diffère d'une lettre."));
    }

    private static Member holder(DemoWorld world, String key, String story) {
        var person = world.person(key);
        return new Member(person.id(), person.shownName(), List.of("holder"), story);
    }

    /** People without an RPPS are known by their structure's FINESS (type 3) and a number of its own. */
    private static Member staff(
            DemoWorld world, String structure, String number, String name, String role, String story) {
        var finess = world.structure(structure).nationalId().substring(1);
        return new Member(new NationalPersonId("3" + finess + "/" + number), name, List.of(role), story);
    }
}
