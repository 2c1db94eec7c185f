package fr.balise.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Family names by frequency: common French ones with their families of spellings (DUPONT, DUPOND; LEFEBVRE, LEFÈVRE), then a long
 * tail made of syllables. The few are many and the many are few, as in the register (Zipf).
 */
final class Surnames {
    private static final int HOW_MANY = 110_000;
    private static final String COMMON = """
            MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE LEROY ROUX
            DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER LEFÈVRE FAURE
            ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT
            MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER
            DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIÈRE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GÉRARD ROCHE
            RENARD SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER
            PHILIPPE BOURGEOIS PIERRE BENOÎT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LÓPEZ JEAN DUPUY
            GUILLOT HUBERT BERGER CARPENTIER SÁNCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY
            ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD MAILLARD
            BARON BERTIN BAILLY HERVÉ SCHNEIDER FERNANDEZ LEGALL COLLET LÉGER BOUVIER JULIEN PRÉVOST MILLET PERROT
            DANIEL COUSIN GERMAIN BRETON BESSON LANGLOIS REMY LEGOFF PELLETIER LÉVÊQUE PERRIER LEBLANC BARRÉ LEBRUN
            MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD RODRIGUEZ GUICHARD GILLET ÉTIENNE GRONDIN POULAIN
            TESSIER CHEVALLIER COLLIN CHAUVIN DA_SILVA BOUCHET GAY LEMAÎTRE BÉNARD MARÉCHAL HUMBERT REYNAUD ANTOINE
            HOARAU PERRET BARTHELEMY CORDIER PICHON LEJEUNE GILBERT LAMY DELAUNAY PASQUIER CARLIER LAPORTE DUPOND
            LEFEVRE LEFEUVRE FÈVRE DUMOND DURANT MOREAUX GAULTIER GAUTHIEZ RENOUX RENAUT RENAU TEISSIER TEYSSIER TEXIER
            MEYNIER MAYER MAIER MÜLLER SCHMIT SCHMIDT PERREAU PERROUX BERTHELOT BERTELOT THIBAULT THIBAUD THIBAUT
            ARNAULT ARNOULD GIRAULT GUIRAUD BÉRAUD BÉRAULT NGUYEN TRAN LE_GALL LE_GOFF LE_ROUX LE_BIHAN LE_GUEN
            DE_OLIVEIRA DOS_SANTOS FERREIRA BENALI BENSAÏD BOUZID HADDAD KHELIFI MANSOURI DIALLO TRAORÉ DIOP NDIAYE
            COULIBALY CISSÉ COHEN LÉVY BENHAMOU POPESCU IONESCU D'HAUTEVILLE DE_LA_TOUR DU_PLESSIS D'ARTAGNAN
            """;
    private static final String[] FIRST = words("""
            BAR BER BOU BRI CAR CHA CHE CLA COR COU DAU DEL DES DU FAU FER FON FOU GAL GAR GAU GER GOU GRA GUI HUR JAC
            JOU LAM LAN LAU LE MAR MAU MER MON MOU NAU PAL PEL PER PIC POI POU PRE RAM RAV RI ROU SAL SAU SER SOU TAL
            TAR TOU TRI VAL VER VIL VOI
            """);
    private static final String[] MIDDLE = words("""
            BA BE BI BO CHA CHE CI CO DA DE DI GA GE GI GNA GUE LA LE LI LLE LLO MA ME MI MO NA NE NI NO PI QUE RA RE RI
            RO SA SE SI TA TE TI TO VA VE VI ZE THI PHI
            """);
    private static final String[] LAST = words("""
            ARD AUD AULT EAU EAUX ET ETTE IER IÈRE IN INE ON OT OUX EL ELLE AC EC IC AIS OIS AND ENT ERT AUX AT IEU IOL
            OLLE AIN AU ÉE UY OUD ART UT ENNE IGNAC ERON ILLON OTTE ARDIN
            """);

    private final Weighted<String> names;

    Surnames(long seed) {
        var random = new SplittableRandom(seed);
        var made = new LinkedHashSet<String>();
        for (var name : words(COMMON)) made.add(name.replace('_', ' '));
        while (made.size() < HOW_MANY) made.add(invented(random));
        var weights = new ArrayList<Double>(made.size());
        for (int i = 0; i < made.size(); i++) weights.add(1 / Math.pow(i + 12, .8));
        names = new Weighted<>(List.copyOf(made), weights);
    }

    /** In capitals, with accents. */
    String draw(SplittableRandom random) {
        var name = names.draw(random);
        return random.nextInt(100) < 5 ? name + "-" + names.draw(random) : name;
    }

    private static String invented(SplittableRandom random) {
        var middle = random.nextInt(40) == 0 ? "" : any(MIDDLE, random);
        if (random.nextInt(4) == 0) middle += any(MIDDLE, random);
        var particle = random.nextInt(40) == 0 ? "LE " : random.nextInt(60) == 0 ? "DE " : "";
        return particle + any(FIRST, random) + middle + any(LAST, random);
    }

    private static String any(String[] parts, SplittableRandom random) {
        return parts[random.nextInt(parts.length)];
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }
}
