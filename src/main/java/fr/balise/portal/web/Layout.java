package fr.balise.portal.web;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.kernel.NationalPersonId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the frame of a page asks: who is there, for whom, and the way to the other language. Templates call {@code @layout}. */
@Component("layout")
class Layout {
    private final Rights rights;
    private final Directory directory;

    Layout(Rights rights, Directory directory) {
        this.rights = rights;
        this.directory = directory;
    }

    public @Nullable Actor actor() {
        return rights.actor().orElse(null);
    }

    public @Nullable Subject subject() {
        return rights.subject().orElse(null);
    }

    public List<Subject> subjects() {
        return rights.subjects();
    }

    /** Whether the frame must say for whom one acts: not for oneself, or there is a choice. */
    public boolean actingMatters(Subject subject) {
        return !subject.isSelf() || subjects().size() > 1;
    }

    public boolean staff(Actor actor) {
        return actor.is(Actor.Role.OPERATOR);
    }

    /** The account as a person names itself: by the directory, since providers may tell no more than a number. */
    public @Nullable String who(@Nullable Actor actor) {
        if (actor == null) return null;
        var id = actor.nationalId();
        return id == null ? actor.name() : known(id).orElse(actor.name());
    }

    /** First name and name of the person acted for; the national id where the directory knows nobody. */
    public String name(Subject subject) {
        return known(subject.person())
                .orElseGet(() -> subject.isSelf()
                        ? subject.actor().name()
                        : subject.person().value());
    }

    private Optional<String> known(NationalPersonId person) {
        return directory.person(person).map(Person::fullName);
    }

    /** The language that the reader does not read now. */
    public String otherLanguage() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en") ? "fr" : "en";
    }

    /** This page in another language; home, where the page came in answer to a form. */
    public String inLanguage(String language) {
        var request = ServletUriComponentsBuilder.fromCurrentRequest();
        if (failed() instanceof String path) request.replacePath(path).replaceQuery(null);
        if (!HttpMethod.GET.matches(current().getMethod()))
            request.replacePath("/").replaceQuery(null);
        var there = request.replaceQueryParam(Languages.PARAMETER, language).build();
        return there.getPath() + "?" + there.getQuery();
    }

    private static @Nullable Object failed() {
        return current().getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    }

    private static HttpServletRequest current() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
