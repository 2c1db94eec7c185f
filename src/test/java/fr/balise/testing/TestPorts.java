package fr.balise.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Port offsets at which an instance finds its ports free. */
public final class TestPorts {
    private TestPorts() {}

    public static int freeOffset() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(2_000, 20_000);
            if (free(8080 + offset) && free(5433 + offset)) return offset;
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean free(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
