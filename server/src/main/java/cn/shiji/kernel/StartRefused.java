package cn.shiji.kernel;

/** The server cannot start as things are; the message says what the operator must do. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal in Chinese and English. */
    public StartRefused(String message) {
        super(message);
    }

    /** A refusal in Chinese and English, with what caused it. */
    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
