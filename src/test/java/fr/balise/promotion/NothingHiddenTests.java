package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.Resolution.None;
import fr.balise.promotion.Resolution.Use;
import fr.balise.promotion.Resolution.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.NullUnmarked;

/** The resolver never tells an unlisted, erased or untrusted address to anybody, however it is asked. */
@NullUnmarked
class NothingHiddenTests {

    @Property(tries = 1_000)
    void whateverIsAskedOnlyPublicAddressesAreTold(@ForAll long seed) {
        var world = new Worlds(seed);
        for (var question : questions(world))
            assertThat(told(world.answer(question)))
                    .as("seed %d: %s", seed, question)
                    .allMatch(world::mayBeTold);
    }

    @Property(tries = 300)
    void behindAPrintedLinkStandsOnlyWhatIsPublicAndTheHolders(@ForAll long seed) {
        var world = new Worlds(seed);
        for (var person : world.people())
            assertThat(world.behindLinks(person))
                    .as("seed %d: %s", seed, person)
                    .allMatch(use -> world.mayBeTold(use.address()) && !world.isDisowned(person, use.address()))
                    .noneMatch(use -> use.because() == Because.OTHER_PLACE);
    }

    @Property(tries = 300)
    void nobodyIsLedToAMailboxThatThePersonSaidIsSomebodyElses(@ForAll long seed) {
        var world = new Worlds(seed);
        for (var person : world.people())
            for (var question : questions(world))
                if (person.nationalId().equals(question.person()))
                    assertThat(told(world.answer(question)))
                            .as("seed %d: %s", seed, question)
                            .noneMatch(address -> world.isDisowned(person, address));
    }

    @Property(tries = 1_000)
    void anAddressThatIsNotToBeKnownIsAnsweredAsOneThatNeverWas(@ForAll long seed) {
        var world = new Worlds(seed);
        for (var address : Worlds.addresses())
            if (world.isOnTheRedList(address) && !world.mayBeTold(address))
                assertThat(world.answer(Question.about(address)))
                        .as("seed %d", seed)
                        .isEqualTo(new None(Why.UNKNOWN_ADDRESS));
    }

    private static List<Question> questions(Worlds world) {
        var places = Stream.concat(
                        Stream.of((String) null), world.structures().stream().map(one -> one.nationalId()))
                .toList();
        var kinds = Arrays.asList(null, DocumentKind.LABORATORY);
        var all = new ArrayList<Question>();
        for (var place : places)
            for (var kind : kinds) {
                for (var person : world.people()) all.add(new Question(person.nationalId(), null, place, kind));
                for (var address : Worlds.addresses()) all.add(new Question(null, address, place, kind));
                if (place != null) all.add(new Question(null, null, place, kind));
            }
        return all;
    }

    private static List<MailAddress> told(Resolution resolution) {
        return resolution instanceof Use use
                ? Stream.concat(Stream.of(use.address()), use.alternatives().stream())
                        .toList()
                : List.of();
    }
}
