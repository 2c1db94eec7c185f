package fr.balise.bench;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.kit.Kit;
import fr.balise.promotion.kit.KitContent;
import fr.balise.promotion.kit.KitContent.Postal;
import fr.balise.promotion.kit.KitFile;
import fr.balise.promotion.kit.KitMaker;
import fr.balise.promotion.kit.KitWords;
import fr.balise.promotion.kit.Look;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The benchmark {@code kit}: everything that makes a mailbox known, and what the page shows of it. See docs/bench.md. */
final class KitBench {
    private static final int WARM = 10;

    private final Targets targets = new Targets()
            .atMost("first-kit-seconds", 1.5, "s")
            .atMost("first-kit-after-warm-up-seconds", 1.5, "s")
            .atMost("full-kit-p95-seconds", 1.5, "s")
            .atMost("preview-p95-ms", 200, "ms");

    private KitBench() {}

    static void main(String... args) throws IOException {
        boolean quick = List.of(args).contains("--quick");
        IO.println("load " + Machine.load());
        var bench = new KitBench();
        bench.run(quick ? 10 : 40);
        bench.targets.table().forEach(IO::println);
        IO.println(bench.targets.json("kit", Machine.here(), quick, 0));
    }

    private void run(int times) {
        targets.reached("first-kit-seconds", millis(() -> KitMaker.all(kit(0))) / 1000);
        // What a visitor meets: one kit of nobody was made after the start.
        targets.reached("first-kit-after-warm-up-seconds", millis(() -> KitMaker.all(kit(1))) / 1000);
        for (int i = 0; i < WARM; i++) KitMaker.all(kit(i));
        var kits = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            var kit = kit(WARM + i);
            kits.add(millis(() -> KitMaker.all(kit)) / 1000);
        }
        targets.reached("full-kit-p95-seconds", p95(kits));
        var previews = new ArrayList<Double>();
        for (int i = 0; i < times; i++)
            for (var file : KitFile.values()) {
                var kit = kit(i);
                if (file.isPdf()) previews.add(millis(() -> KitMaker.preview(kit, file)));
                else previews.add(millis(() -> KitMaker.make(kit, file)));
            }
        targets.reached("preview-p95-ms", p95(previews));
        targets.tell("preview-worst-ms", "%.0f", Collections.max(previews));
        long before = processor();
        for (int i = 0; i < times; i++) KitMaker.all(kit(i));
        targets.tell("full-kit-on-the-processor-ms", "%.0f", (processor() - before) / 1e6 / times);
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double p95(List<Double> taken) {
        var sorted = taken.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static double millis(Supplier<byte[]> act) {
        long start = System.nanoTime();
        if (act.get().length == 0) throw new IllegalStateException("nothing was made");
        return (System.nanoTime() - start) / 1e6;
    }

    /** Each one's names and codes differ: nothing that was made before helps. */
    private static Kit kit(int number) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        var content = new KitContent(
                "Dr",
                "Camille",
                "LEFÈVRE-" + number,
                "Médecin, Médecine générale",
                "Cabinet médical de la Rabine",
                new Postal("12 PROM DE LA RABINE", "56000", "VANNES"),
                MailAddress.parse("camille.lefevre" + number + "@bench.mssante.fr"),
                Map.of(),
                URI.create("https://portail.bench.mssante.fr/bal/%012d".formatted(number)));
        return new Kit(content, KitWords.of(messages, Locale.FRENCH), Look.PLAIN);
    }
}
