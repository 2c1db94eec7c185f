package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;

/** The first question of every act. */
final class Access {
    private Access() {}

    static Outcome<Subject> to(Subject subject, Right right) {
        return subject.may(right) ? Outcome.done(subject) : Outcome.refused(new Refusal.NotAllowed());
    }
}
