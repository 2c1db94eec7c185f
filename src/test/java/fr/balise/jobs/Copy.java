package fr.balise.jobs;

import fr.balise.jobs.Work.Outcome;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The room alone, as one copy of Balise: several of them work on one database, in this process or in another. */
// No @Configuration: the scan of whole applications would find it, and they would run on its clock.
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
@EnableConfigurationProperties(JobSettings.class)
@Import({JobRows.class, Runner.class, Workers.class, Desk.class})
class Copy {

    /** @param settings further {@code name=value} */
    static ConfigurableApplicationContext start(String url, String... settings) {
        return new SpringApplicationBuilder(Copy.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.config.location", "optional:classpath:/none/",
                        "spring.datasource.url", url,
                        "spring.datasource.username", "postgres",
                        "spring.datasource.password", "",
                        "spring.flyway.locations", "classpath:db/migration/jobs",
                        "balise.jobs.poll", "100ms",
                        "balise.jobs.heartbeat", "300ms",
                        "balise.jobs.workers", "2",
                        "balise.jobs.first-pause", "50ms"))
                .properties(settings)
                .run();
    }

    /** A copy in a process of its own, until it is killed: {@code java fr.balise.jobs.Copy URL}. */
    public static void main(String... arguments) throws InterruptedException {
        start(arguments[0]);
        Thread.sleep(Long.MAX_VALUE);
    }

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    Counting counting(JdbcClient jdbc) {
        return new Counting(jdbc);
    }

    /** Writes as many rows as its input says, one step each. */
    record Counting(JdbcClient jdbc) implements Work {
        @Override
        public String kind() {
            return "count";
        }

        @Override
        public Outcome run(Run run) throws Exception {
            var words = run.job().input().split(" ");
            int total = Integer.parseInt(words[0]);
            int from =
                    run.job().place().isEmpty() ? 0 : Integer.parseInt(run.job().place());
            for (int n = from; n < total; n++) {
                jdbc.sql("insert into step (job, n) values (:job, :n)")
                        .param("job", run.job().id().value())
                        .param("n", n)
                        .update();
                if (words.length > 2 && n == Integer.parseInt(words[2]) && isFirstTime(run.job(), n))
                    throw new java.io.IOException("the line is cut");
                Thread.sleep(Long.parseLong(words[1]));
                run.reach(Integer.toString(n + 1), n + 1, total);
            }
            return new Outcome.Done("counted");
        }

        private boolean isFirstTime(Job job, int n) {
            return jdbc.sql("select count(*) = 1 from step where job = :job and n = :n")
                    .param("job", job.id().value())
                    .param("n", n)
                    .query(Boolean.class)
                    .single();
        }

        @Override
        public void undo(Job job) {
            jdbc.sql("delete from step where job = :job")
                    .param("job", job.id().value())
                    .update();
        }
    }
}
