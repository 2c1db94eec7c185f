package fr.balise.promotion;

import fr.balise.directory.Person;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * "Which address?": one answer, with its reason [L-P1]. Reads what is public now; says nothing of what is not. One question and an
 * address book go the same way, so that no door knows more than another.
 */
@Service
public class Resolver {
    private final Gathering gathering;

    Resolver(Gathering gathering) {
        this.gathering = gathering;
    }

    public Resolution resolve(Question question) {
        return resolve(List.of(question)).getFirst();
    }

    /** An answer for each, in their order. Some thousands at a time are well chosen: all that is known of them is held in memory. */
    public List<Resolution> resolve(List<Question> questions) {
        var answering = new Answering(gathering.of(questions));
        return questions.stream().map(answering::answer).toList();
    }

    /** All that can be answered of one person. */
    Answering about(Person person) {
        return new Answering(gathering.of(List.of(Question.about(person.nationalId()))));
    }
}
