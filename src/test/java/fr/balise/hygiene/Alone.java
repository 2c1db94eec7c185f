package fr.balise.hygiene;

import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Run;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A turn of a job that no worker has. @param behindOne done each time that the work says how far it is */
@NullUnmarked
record Alone(String input, String place, Runnable behindOne) implements Run {
    Alone(long input) {
        this(Long.toString(input), "");
    }

    Alone(String input, String place) {
        this(input, place, () -> {});
    }

    @Override
    public Job job() {
        return new Job(
                new JobId(1),
                "x",
                1,
                "x",
                input,
                Job.State.RUNNING,
                place,
                0,
                0,
                "",
                "",
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    @Override
    public void reach(String now, long done, long total) {
        behindOne.run();
    }

    @Override
    public void reach(String now, long done, long total, String words) {}
}
