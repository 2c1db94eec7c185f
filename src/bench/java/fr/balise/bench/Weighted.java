package fr.balise.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Things of which some are drawn more often than others. */
final class Weighted<T> {
    private final List<T> things;
    private final double[] upTo;

    Weighted(List<T> things, List<Double> weights) {
        this.things = things;
        upTo = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) upTo[i] = sum += weights.get(i);
    }

    T draw(SplittableRandom random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return things.get(at < 0 ? -at - 1 : at);
    }
}
