package cn.shiji.app;

import cn.shiji.kernel.StartRefused;
import java.net.BindException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Keeps Spring from telling a start that was refused as a fault of the program: what the operator must do first is told in
 * one line by {@link CommandLine}. Named in {@code META-INF/spring.factories}.
 */
final class StartFailure implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        return told(failure).isPresent();
    }

    /** What the operator must do first, where that is why the start failed. */
    static Optional<String> told(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure,
                        Objects::nonNull,
                        cause -> Objects.requireNonNull(cause).getCause())
                .map(StartFailure::words)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable String words(@Nullable Throwable cause) {
        return switch (cause) {
            case StartRefused refused -> refused.getMessage();
            case PortInUseException taken ->
                "端口 " + taken.getPort() + " 已被占用，用 --port 换一个 / port " + taken.getPort()
                        + " is in use, take another by --port";
            case BindException bound -> "不能在这个地址上监听 / cannot listen on this address: " + bound.getMessage();
            case null, default -> null;
        };
    }
}
