package cn.shiji;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * A test against the whole server on a random port, with a database of its own that is migrated. All such tests share
 * one server, so a test must not count on being alone: it makes what it asserts on.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RowsOfTests.class)
@SpringBootTest(classes = Shiji.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public @interface ServerTest {}
