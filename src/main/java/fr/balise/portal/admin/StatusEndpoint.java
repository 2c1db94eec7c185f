package fr.balise.portal.admin;

import fr.balise.directory.DirectoryFigures;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./balise status} asks. */
@RestController
class StatusEndpoint {
    private final DirectoryFigures figures;

    StatusEndpoint(DirectoryFigures figures) {
        this.figures = figures;
    }

    record Status(DirectoryFigures.Figures directory, String search) {}

    @GetMapping("/api/admin/status")
    Status status() {
        return new Status(figures.now(), figures.search());
    }
}
