package cn.shiji.app.demo;

import cn.shiji.access.Rows;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Loads the demo at a first start, before the server says that it is ready. */
@Component
@ConditionalOnBooleanProperty("shiji.demo")
class DemoStart implements ApplicationRunner {

    private final DemoCounty county;
    private final Rows rows;

    DemoStart(DemoCounty county, Rows rows) {
        this.county = county;
        this.rows = rows;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        rows.everywhere("a start loads the demo", () -> {
            if (county.isWelcome()) {
                county.loadTelling(System.out::println);
            }
        });
    }
}
