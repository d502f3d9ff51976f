package cn.shiji.app;

/** The command line was called with words it does not know; the message tells what is accepted. */
final class BadUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadUsage(String message) {
        super(message);
    }
}
