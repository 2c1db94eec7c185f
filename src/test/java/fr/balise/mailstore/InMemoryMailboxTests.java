package fr.balise.mailstore;

import org.jspecify.annotations.NullUnmarked;
import org.springframework.util.unit.DataSize;

/** The fake of the fast tests keeps the same contract. */
@NullUnmarked
class InMemoryMailboxTests extends OpenMailboxContract {
    private static final AccountId ID = new AccountId(1);
    private InMemoryMailStore store;

    @Override
    OpenMailbox fresh() {
        store = new InMemoryMailStore();
        store.room(ID, DataSize.ofMegabytes(40));
        return store.open(ID);
    }

    @Override
    OpenMailbox again() {
        return store.open(ID);
    }
}
