package fr.balise.portal.web;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the frame of a page asks: who is there, for whom, and the way to the other language. Templates call {@code @layout}. */
@Component("layout")
class Layout {
    private final ObjectProvider<Rights> rights;
    private final ObjectProvider<Directory> directory;

    Layout(ObjectProvider<Rights> rights, ObjectProvider<Directory> directory) {
        this.rights = rights;
        this.directory = directory;
    }

    public @Nullable Actor actor() {
        return rights.stream().flatMap(r -> r.actor().stream()).findFirst().orElse(null);
    }

    public @Nullable Subject subject() {
        return rights.stream().flatMap(r -> r.subject().stream()).findFirst().orElse(null);
    }

    public List<Subject> subjects() {
        return rights.stream().flatMap(r -> r.subjects().stream()).toList();
    }

    /** Whether the frame must say for whom one acts: not for oneself, or there is a choice. */
    public boolean actingMatters(Subject subject) {
        return !subject.isSelf() || subjects().size() > 1;
    }

    public boolean staff(Actor actor) {
        return actor.is(Actor.Role.OPERATOR);
    }

    /** First name and name of the person acted for; the national id where the directory knows nobody. */
    public String name(Subject subject) {
        return directory.stream()
                .flatMap(d -> d.person(subject.person()).stream())
                .map(Person::fullName)
                .findFirst()
                .orElseGet(() -> subject.isSelf()
                        ? subject.actor().name()
                        : subject.person().value());
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
