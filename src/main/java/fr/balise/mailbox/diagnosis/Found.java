package fr.balise.mailbox.diagnosis;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.Words;
import java.util.ArrayList;
import java.util.List;

/** A finding in the making. The order of {@link Rule} is the order of the risk for the patient. */
final class Found {
    private final Rule rule;
    private final List<Box> boxes;
    private final List<Object> told = new ArrayList<>();
    private String facts = "";
    private String part = "";
    private boolean question;

    private Found(Rule rule, List<Box> boxes) {
        this.rule = rule;
        this.boxes = boxes;
    }

    static Found about(Rule rule, Box box) {
        return about(rule, List.of(box)).told(box.address().toString());
    }

    static Found about(Rule rule, List<Box> boxes) {
        return new Found(rule, boxes);
    }

    /** Values of the title. */
    Found told(Object... values) {
        told.addAll(List.of(values));
        return this;
    }

    /** What it rests on: a dismissal ends when it changes. */
    Found restingOn(Object what) {
        facts = what.toString();
        return this;
    }

    /** Where one rule may find several things about the same mailboxes. */
    Found part(Object which) {
        part = "-" + which;
        return this;
    }

    Found asQuestion() {
        question = true;
        return this;
    }

    Finding next(Severity severity, String leaflet, NextStep step, int minutes, Object... why) {
        return new Finding(
                id(),
                rule,
                severity,
                rule.ordinal() + 1,
                Words.of(key("title"), told.toArray()),
                Words.of(key("why"), why),
                leaflet,
                step,
                minutes,
                boxes.stream().map(Box::id).toList(),
                question,
                facts);
    }

    static NextStep.Contact contact(Rule rule, Object... values) {
        return new NextStep.Contact(Words.of("mailbox.finding." + word(rule) + ".contact", values));
    }

    private String id() {
        return word(rule) + (boxes.isEmpty() ? "" : "-" + boxes.getFirst().id()) + part;
    }

    private String key(String end) {
        return "mailbox.finding." + word(rule) + "." + end;
    }

    private static String word(Rule rule) {
        return Named.word(rule);
    }
}
