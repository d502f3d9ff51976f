package cn.shiji.access;

import cn.shiji.kernel.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Beside a route: the right it needs, and of which places it answers. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** Without one of these the answer is 403; where several stand, one is enough. */
    Right[] value();

    /** Whose things it answers of. */
    At at();

    /** With {@link At#OWN}: who has one of these too may do it for the units below as well. */
    Right[] below() default {};
}
