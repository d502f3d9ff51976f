package cn.shiji.access.vault;

/** The server cannot start with the keys as they are; the message says what the operator must do. */
public final class KeysRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal in Chinese and English. */
    public KeysRefused(String message) {
        super(message);
    }

    /** A refusal in Chinese and English, with what caused it. */
    public KeysRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
