package fr.balise.testing;

import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Port offsets at which an instance finds its ports free. */
public final class TestPorts {
    /** Below what the system gives to programs that call others: 24190 and this is less than 32768. */
    private static final int HIGHEST = 8_500;

    private TestPorts() {}

    public static int freeOffset() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(1_000, HIGHEST);
            if (ports(offset).allMatch(TestPorts::free)) return offset;
        }
        throw new IllegalStateException("no free ports");
    }

    private static IntStream ports(int offset) {
        var at = new Instance(Instance.Kind.MAIN, Path.of(""), Path.of(""), offset, List.of());
        return IntStream.concat(
                IntStream.of(at.portalPort(), at.postgresqlPort()),
                Arrays.stream(MailPort.values())
                        .flatMapToInt(port -> IntStream.of(at.port(port), at.standardPort(port))
                                .distinct()));
    }

    private static boolean free(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
