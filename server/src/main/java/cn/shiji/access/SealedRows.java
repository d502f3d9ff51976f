package cn.shiji.access;

/**
 * What a module keeps sealed or blinded by the {@link Vault}, told by a bean so that a change of keys reaches it.
 *
 * <p>Each row keeps beside its sealed values {@link Vault#newest()} of the moment it was written, in a plain column with
 * an index; a row with a lower number is behind.
 */
public interface SealedRows {

    /** What it is, for the page of keys and for logs: {@code directory.person}. */
    String name();

    /** How many rows were written before the key {@code newest} was made. */
    long behind(int newest);

    /**
     * Seals and blinds some of the rows that are behind anew, in one transaction, and leaves alone what somebody else
     * is changing just now ({@code for update skip locked}).
     *
     * @param most how many rows at most
     * @return how many it took; 0 where none is left to take
     */
    int renew(int newest, int most);
}
