package fr.balise.directory.fhir;

import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.local.Statement;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/** A mailbox on a resource, as a patch changes it. */
record Box(
        MailAddress address,
        MailboxType type,
        boolean unlisted,
        @Nullable Integer rank,
        @Nullable String description,
        @Nullable String service,
        @Nullable String responsible) {

    static Box of(MailAddress address, MailboxType type, Statement said) {
        return new Box(
                address, type, said.unlisted(), said.rank(), said.description(), said.service(), said.responsible());
    }

    Statement statement() {
        return new Statement(
                unlisted ? Visibility.UNLISTED : Visibility.PUBLISHED, rank, description, service, responsible);
    }

    Box with(Change change) {
        return switch (change) {
            case Change.Unlisted(boolean to) -> new Box(address, type, to, rank, description, service, responsible);
            case Change.Rank(Integer to) -> new Box(address, type, unlisted, to, description, service, responsible);
            case Change.Description(String to) -> new Box(address, type, unlisted, rank, to, service, responsible);
            case Change.Service(String to) -> new Box(address, type, unlisted, rank, description, to, responsible);
            case Change.Responsible(String to) -> new Box(address, type, unlisted, rank, description, service, to);
        };
    }

    /** One field and what it becomes; null for none. */
    sealed interface Change {
        record Unlisted(boolean to) implements Change {}

        record Rank(@Nullable Integer to) implements Change {}

        record Description(@Nullable String to) implements Change {}

        record Service(@Nullable String to) implements Change {}

        record Responsible(@Nullable String to) implements Change {}
    }
}
