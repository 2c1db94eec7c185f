package fr.balise.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;

/** How a person presses things: by pointer, or by the Tab key and Enter alone. */
public enum Hand {
    POINTER {
        @Override
        public void press(Locator what) {
            what.click();
        }

        @Override
        public void choose(Locator what) {
            what.check();
        }
    },
    KEYBOARD {
        @Override
        public void press(Locator what) {
            reach(what);
            what.page().keyboard().press("Enter");
        }

        @Override
        public void choose(Locator what) {
            reach(what);
            what.page().keyboard().press("Space");
        }
    };

    private static final int FARTHEST = 150;

    /** A link or a button. */
    public abstract void press(Locator what);

    /** The first radio button of its group, or a check box. */
    public abstract void choose(Locator what);

    /** Presses, waits until the answer is there, sees the words, loads the page anew and sees them again. */
    public void pressAndSee(Locator what, String words) {
        Page page = what.page();
        press(what);
        sees(page, words);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.reload();
        sees(page, words);
    }

    public static void sees(Page page, String words) {
        assertThat(page.locator("main")).containsText(words);
    }

    private static void reach(Locator what) {
        assertThat(what).isVisible();
        for (int presses = 0; presses < FARTHEST; presses++) {
            if (Boolean.TRUE.equals(what.evaluate("e => e === document.activeElement"))) return;
            what.page().keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not reach " + what);
    }
}
