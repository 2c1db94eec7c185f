package fr.balise.mailstore;

/** A hosted mailbox, for ever: never given out twice, and the name of the folder that its mail lies in. */
public record AccountId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
