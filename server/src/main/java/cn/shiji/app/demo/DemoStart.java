package cn.shiji.app.demo;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Loads the demo at a first start, before the server says that it is ready. */
@Component
@ConditionalOnBooleanProperty("shiji.demo")
class DemoStart implements ApplicationRunner {

    private final DemoCounty county;

    DemoStart(DemoCounty county) {
        this.county = county;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (county.isWelcome()) {
            county.loadTelling(System.out::println);
        }
    }
}
