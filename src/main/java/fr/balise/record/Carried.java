package fr.balise.record;

/**
 * A message of a hand-over.
 *
 * @param number in the hand-over, from 1
 * @param why key of a message, where the message as a whole was not handed over; empty for none
 */
public record Carried(int number, Place place, State state, String why) {

    public enum State {
        WAITING,
        FILED,
        /** All its documents lie where the software fetches them. */
        LAID,
        COLLECTED,
        DOWNLOADED,
        REFUSED,
        /** Not there any more when its turn came. */
        GONE;

        public String tone() {
            return switch (this) {
                case FILED -> "ok";
                case REFUSED, GONE -> "alert";
                case COLLECTED -> "warn";
                case WAITING, LAID, DOWNLOADED -> "info";
            };
        }
    }
}
