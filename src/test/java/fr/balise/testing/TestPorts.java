package fr.balise.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
            if (ports().allMatch(port -> free(port + offset))) return offset;
        }
        throw new IllegalStateException("no free ports");
    }

    private static IntStream ports() {
        return IntStream.concat(
                IntStream.of(8080, 2525, 2587, 2143, 2993, 24190, 2599, 5433), IntStream.rangeClosed(12424, 12440));
    }

    private static boolean free(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
