package cn.shiji;

import cn.shiji.app.database.Database;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives every Spring context of the tests a database and a data folder of its own; found by spring.factories. */
final class TestDatabaseCustomizer implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        return new Customizer();
    }

    /** Equal to every other one, so that contexts are shared between test classes. */
    private record Customizer() implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test",
                            Map.of(
                                    "shiji.data",
                                    TestDatabase.temporaryFolder("data").toString(),
                                    // Tests ask far more often than people; what limits do is asked of a server of its
                                    // own.
                                    "shiji.limits.address",
                                    0,
                                    "shiji.limits.account",
                                    0,
                                    "shiji.limits.costly",
                                    0,
                                    "shiji.limits.sign-in",
                                    0)));
            ((GenericApplicationContext) context).registerBean(Database.class, TestDatabase::fresh);
        }
    }
}
