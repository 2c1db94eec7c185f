package fr.balise.promotion.web;

import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.telling.Adoption.Month;
import fr.balise.promotion.telling.TerritoryAdoption;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The share of preferred mailboxes by department, for staff of the operator. Of groups alone: nobody in them can be told. */
@Controller
class TerritoryPages {
    private final TerritoryAdoption adoption;
    private final PromotionSettings settings;

    TerritoryPages(TerritoryAdoption adoption, PromotionSettings settings) {
        this.adoption = adoption;
        this.settings = settings;
    }

    /** @param last the newest month that is known */
    record Row(String department, Month last, AdoptionChart chart) {
        static Row of(String department, List<Month> months) {
            return new Row(department, months.getLast(), AdoptionChart.of(months, List.of(), ZoneOffset.UTC));
        }
    }

    @GetMapping("/operateur/adoption")
    ModelAndView all() {
        return new ModelAndView("promotion/territory")
                .addObject("smallest", settings.smallestGroup())
                .addObject(
                        "rows",
                        adoption.all().entrySet().stream()
                                .map(one -> Row.of(one.getKey(), one.getValue()))
                                .toList());
    }
}
