package fr.balise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Towns by size, with one postcode each (twenty in Paris): the larger ones of France, then invented villages of every department. */
final class Towns {
    private static final int VILLAGES = 6000;
    private static final String LARGE = """
            PARIS 75;MARSEILLE 13;LYON 69;TOULOUSE 31;NICE 06;NANTES 44;MONTPELLIER 34;STRASBOURG 67;BORDEAUX 33;
            LILLE 59;RENNES 35;REIMS 51;SAINT-ETIENNE 42;TOULON 83;LE HAVRE 76;GRENOBLE 38;DIJON 21;ANGERS 49;NIMES 30;
            VILLEURBANNE 69;SAINT-DENIS 93;LE MANS 72;AIX-EN-PROVENCE 13;CLERMONT-FERRAND 63;BREST 29;TOURS 37;AMIENS 80;
            LIMOGES 87;ANNECY 74;PERPIGNAN 66;BOULOGNE-BILLANCOURT 92;METZ 57;BESANCON 25;ORLEANS 45;ARGENTEUIL 95;
            ROUEN 76;MULHOUSE 68;MONTREUIL 93;CAEN 14;NANCY 54;SAINT-PAUL 974;TOURCOING 59;ROUBAIX 59;NANTERRE 92;
            VITRY-SUR-SEINE 94;CRETEIL 94;AVIGNON 84;POITIERS 86;AUBERVILLIERS 93;DUNKERQUE 59;ASNIERES-SUR-SEINE 92;
            COLOMBES 92;VERSAILLES 78;AULNAY-SOUS-BOIS 93;SAINT-PIERRE 974;COURBEVOIE 92;CHERBOURG-EN-COTENTIN 50;
            FORT-DE-FRANCE 972;RUEIL-MALMAISON 92;PAU 64;LA ROCHELLE 17;CALAIS 62;CANNES 06;ANTIBES 06;BEZIERS 34;
            AJACCIO 2A;BASTIA 2B;COLMAR 68;BOURGES 18;VALENCE 26;QUIMPER 29;TROYES 10;CHAMBERY 73;NIORT 79;SARCELLES 95;
            LORIENT 56;BEAUVAIS 60;CHOLET 49;MONTAUBAN 82;LAVAL 53;EVREUX 27;BELFORT 90;VANNES 56;SAINT-NAZAIRE 44;
            ALBI 81;CARCASSONNE 11;BLOIS 41;CHALONS-EN-CHAMPAGNE 51;CHARLEVILLE-MEZIERES 08;EPINAL 88;MACON 71;
            AUXERRE 89;NEVERS 58;MOULINS 03;AURILLAC 15;RODEZ 12;CAHORS 46;AUCH 32;TARBES 65;MONT-DE-MARSAN 40;AGEN 47;
            PERIGUEUX 24;ANGOULEME 16;GUERET 23;TULLE 19;LE PUY-EN-VELAY 43;MENDE 48;PRIVAS 07;GAP 05;DIGNE-LES-BAINS 04;
            LONS-LE-SAUNIER 39;VESOUL 70;BOURG-EN-BRESSE 01;CHARTRES 28;ALENCON 61;SAINT-LO 50;SAINT-BRIEUC 22;LAON 02;
            ARRAS 62;CAYENNE 973;MAMOUDZOU 976;POINTE-A-PITRE 971
            """;
    private static final String[] FIRST = words("""
            SAINT-JEAN SAINT-MARTIN SAINT-PIERRE SAINT-GERMAIN SAINT-AUBIN SAINT-HILAIRE SAINT-LAURENT SAINT-JULIEN
            SAINTE-MARIE SAINTE-FOY LA_CHAPELLE LA_FERTE LE_BOURG LES_ESSARTS VILLENEUVE CHATEAUNEUF NEUVILLE BEAUMONT
            MONTIGNY CHAMPAGNE BELLEVUE AUBIGNY FONTENAY MAREUIL PONT VIC BOIS MONT VAL ROCHE
            """);
    private static final String[] LAST = words("""
            SUR-LOIRE SUR-MER SUR-SEINE EN-BRAY LES-BAINS LE-ROI LA-FORET SOUS-BOIS DU-BOIS EN-AUGE DES-CHAMPS AUX-BOIS
            SUR-ISERE SUR-SAONE DE-MAURIENNE LE-VIEUX LA-VILLE D'OLERON EN-FOREZ DU-GARD LES-VIGNES SUR-VIENNE SUR-CHER
            EN-BRESSE SUR-ORNE
            """);

    /** @param name in capitals without accents, as the post writes it */
    record Town(String name, String postcode, String department) {
        String mixedCase() {
            var out = new StringBuilder(name.length());
            boolean start = true;
            for (char c : name.toCharArray()) {
                out.append(start ? c : Character.toLowerCase(c));
                start = c == ' ' || c == '-' || c == '\'';
            }
            return out.toString();
        }
    }

    private final Weighted<Town> towns;

    Towns(long seed) {
        var random = new SplittableRandom(seed);
        var all = new ArrayList<Town>();
        var weights = new ArrayList<Double>();
        for (var line : LARGE.strip().split(";\\s*")) {
            weights.add(all.isEmpty() ? 60 : 24 / Math.pow(all.size(), .65));
            all.add(large(line.strip()));
        }
        for (int i = 0; i < VILLAGES; i++) {
            all.add(village(random));
            weights.add(.05);
        }
        towns = new Weighted<>(List.copyOf(all), weights);
    }

    Town draw(SplittableRandom random) {
        var town = towns.draw(random);
        if (!town.name().equals("PARIS")) return town;
        return new Town("PARIS", String.format(Locale.ROOT, "750%02d", 1 + random.nextInt(20)), "75");
    }

    private static Town large(String line) {
        int cut = line.lastIndexOf(' ');
        var department = line.substring(cut + 1);
        return new Town(line.substring(0, cut), postcode(department, 0), department);
    }

    private static Town village(SplittableRandom random) {
        int number = 1 + random.nextInt(95);
        var department = number == 20 ? "2A" : String.format(Locale.ROOT, "%02d", number);
        var name = (any(FIRST, random) + "-" + any(LAST, random)).replace('_', ' ');
        return new Town(name, postcode(department, 10 * (1 + random.nextInt(99))), department);
    }

    private static String postcode(String department, int rest) {
        if (department.length() == 3) return department + String.format(Locale.ROOT, "%02d", rest % 100);
        if (department.startsWith("2") && !Character.isDigit(department.charAt(1)))
            return String.format(Locale.ROOT, "20%03d", rest % 200 + (department.equals("2B") ? 200 : 0));
        return department + String.format(Locale.ROOT, "%03d", rest);
    }

    private static String any(String[] parts, SplittableRandom random) {
        return parts[random.nextInt(parts.length)];
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }
}
