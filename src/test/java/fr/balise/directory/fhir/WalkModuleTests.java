package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Walks through pages while the directory changes under the walker, and links that were tampered with. */
@NullUnmarked
class WalkModuleTests extends Served {
    private static final int PEOPLE = 30;

    Random random;

    @BeforeEach
    void seed() {
        long seed = System.nanoTime();
        System.out.println("seed of the walk: " + seed);
        random = new Random(seed);
    }

    @RepeatedTest(5)
    void whatIsThereThroughoutAppearsExactlyOnce() throws Exception {
        var there = new HashSet<Long>();
        for (int i = 0; i < PEOPLE; i++) there.add(person(i));
        var always = new HashSet<>(there);
        var seen = new ArrayList<Long>();
        var next = "/Practitioner?family=marcheur&_count=" + (1 + random.nextInt(9));
        for (int page = 0; next != null; page++) {
            var bundle = call.bundle(next);
            Calling.ids(bundle, ResourceType.Practitioner).forEach(id -> seen.add(Long.parseLong(id)));
            next = bundle.getLink("next") == null
                    ? null
                    : bundle.getLink("next").getUrl();
            change(page, there, always);
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(always).isSorted();
    }

    /** What a load does between two pages: people appear, leave, are written again, change their name. */
    private void change(int page, Set<Long> there, Set<Long> always) {
        if (page < 10)
            for (int i = 0; i < 3; i++) there.add(person(1000 + page * 10 + i)); // or the walk would never end
        for (long leaving : there.stream().filter(_ -> random.nextInt(12) == 0).toList()) {
            there.remove(leaving);
            always.remove(leaving);
            if (random.nextBoolean())
                fixture.rows.run("update directory.person set gone_since = '2026-11-13' where id = ?", leaving);
            else
                fixture.rows.run(
                        "update directory.person set family = 'AUTRE', name_key = 'autre ' || id where id = ?",
                        leaving);
        }
        fixture.rows.run("update directory.person set updated_at = now() where id % 3 = ?", page % 3);
        if (random.nextInt(3) == 0) fixture.rows.run("vacuum full directory.person");
    }

    /** More names than are counted first, behind more people than are looked at first. */
    @Test
    void aCrowdOfOneNameIsWalkedWhole() throws Exception {
        crowd("AUTRE", 10_000);
        crowd("FOULE", 4_100);
        var seen = new ArrayList<Long>();
        for (var next = "/Practitioner?family=foul&_count=1000"; next != null; ) {
            var bundle = call.page(next);
            Calling.ids(bundle, ResourceType.Practitioner).forEach(id -> seen.add(Long.parseLong(id)));
            var link = bundle.getLink("next");
            next = link == null ? null : link.getUrl();
        }
        assertThat(seen).hasSize(4_100).doesNotHaveDuplicates().isSorted();
    }

    private void crowd(String family, int many) {
        fixture.rows.run("""
                insert into directory.person (national_id, family, name_key, first_seen, updated_at)
                select '9' || ? || n, ?, lower(?) || ' n' || n, '2026-11-12', now() from generate_series(1, ?) n""", family, family, family, many);
    }

    private long person(int number) {
        return fixture.rows.person("9" + (1_000_000_000L + number), "MARCHEUR", "N" + number);
    }

    @Test
    void aLinkKeepsTheWholeSearch() throws Exception {
        var first = call.bundle("/PractitionerRole?practitioner=" + fixture.camille
                + "&_count=1&_total=accurate&_include=PractitionerRole:organization&_elements=organization,name");
        var link = first.getLink("next").getUrl();
        assertThat(link).doesNotContain("practitioner", "=" + fixture.camille + "&");
        var second = call.bundle(link);
        assertThat(second.getTotal()).isEqualTo(2);
        assertThat(Calling.ids(second, ResourceType.PractitionerRole)).containsExactly("" + fixture.atSite);
        assertThat(Calling.ids(second, ResourceType.Organization)).containsExactly("" + fixture.site);
        assertThat(second.getEntryFirstRep().getResource().getMeta().getTag()).isNotEmpty();
        assertThat(second.getLink("next")).isNull();
        assertThat(call.bundle(link).getEntry()).hasSize(2);
    }

    @Test
    void aLinkThatWasTouchedIsGone() throws Exception {
        var link = call.bundle("/Practitioner?active=true&_count=1")
                .getLink("next")
                .getUrl();
        assertThat(call.bundle(link).getEntry()).hasSize(1);
        var at = link.indexOf("_pageId=") + 8;
        var end = link.indexOf('&', at) < 0 ? link.length() : link.indexOf('&', at);
        var sealed = Base64.getUrlDecoder().decode(link.substring(at, end));
        for (int i = 0; i < 300; i++) {
            var touched = touched(sealed);
            call.refused(
                    link.substring(0, at)
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(touched)
                            + link.substring(end),
                    410);
        }
        for (var other :
                new String[] {"", "x", "%00", "é", "=".repeat(40), "A".repeat(5000), "../../etc/passwd", "' or 1=1 --"
                }) {
            var path = link.substring(0, at) + Calling.enc(other) + link.substring(end);
            call.refused(path, 410);
        }
        var walk = link.replaceFirst("_getpages=[^&]*", "_getpages=another");
        call.refused(walk, 410);
        assertThat(call.bundle(link).getEntry()).hasSize(1);
    }

    private byte[] touched(byte[] sealed) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var copy = sealed.clone();
                copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 1 -> java.util.Arrays.copyOf(sealed, random.nextInt(sealed.length));
            case 2 -> java.util.Arrays.copyOf(sealed, sealed.length + 1 + random.nextInt(20));
            default -> {
                var bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }
}
