package fr.balise.portal.supervisor;

import java.util.List;

/**
 * How the virtual machine of the application is started, here and in benchmarks. The parallel collector: on two cores the concurrent
 * one works beside the searches and takes their time (99th percentile 9.8 ms against 5.1 ms after a load of 700,000 rows).
 */
public final class ApplicationFlags {
    private ApplicationFlags() {}

    public static final List<String> ALL = List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");
}
