package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class DemoProfileModuleTests {
    @Autowired
    ApplicationContext context;

    @Test
    void withoutTheProfileNothingOfTheDemoExists() {
        assertThat(context.getBeanDefinitionNames())
                .noneMatch(name -> context.getType(name) instanceof Class<?> type
                        && type.getPackageName().equals(DemoClock.class.getPackageName()));
        assertThat(context.getBean(InstantSource.class)).isNotInstanceOf(DemoClock.class);
    }
}
