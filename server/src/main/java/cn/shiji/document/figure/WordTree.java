package cn.shiji.document.figure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Words with what is known of each, found by how they begin: the longest one that stands at a place is told after looking
 * once at each of its characters.
 */
final class WordTree<T> {

    private static final class Node<T> {
        char[] next = {};
        Object[] nodes = {};

        @Nullable
        T known;
    }

    private final Object[] first = new Object[Character.MAX_VALUE + 1];

    /** What was found and where it ends. */
    record Found<T>(T known, int to) {}

    void put(String word, T known) {
        Node<T> node = root(word.charAt(0));
        for (int i = 1; i < word.length(); i++) {
            node = child(node, word.charAt(i));
        }
        node.known = known;
    }

    @Nullable
    T get(String word) {
        Found<T> found = longest(word, 0, word.length());
        return found != null && found.to() == word.length() ? found.known() : null;
    }

    /** The longest word that begins at {@code from} and ends no later than {@code end}, or null. */
    @Nullable
    Found<T> longest(CharSequence text, int from, int end) {
        if (from >= end) {
            return null;
        }
        @SuppressWarnings("unchecked")
        Node<T> node = (Node<T>) first[text.charAt(from)];
        T known = null;
        int to = from;
        for (int i = from + 1; node != null; i++) {
            if (node.known != null) {
                known = node.known;
                to = i;
            }
            node = i < end ? next(node, text.charAt(i)) : null;
        }
        return known == null ? null : new Found<>(known, to);
    }

    @SuppressWarnings("unchecked")
    private Node<T> root(char c) {
        if (first[c] == null) {
            first[c] = new Node<T>();
        }
        return (Node<T>) first[c];
    }

    private Node<T> child(Node<T> node, char c) {
        Node<T> child = next(node, c);
        if (child == null) {
            child = new Node<>();
            node.next = Arrays.copyOf(node.next, node.next.length + 1);
            node.nodes = Arrays.copyOf(node.nodes, node.nodes.length + 1);
            node.next[node.next.length - 1] = c;
            node.nodes[node.nodes.length - 1] = child;
        }
        return child;
    }

    @SuppressWarnings("unchecked")
    private static <T> @Nullable Node<T> next(Node<T> node, char c) {
        for (int i = 0; i < node.next.length; i++) {
            if (node.next[i] == c) {
                return (Node<T>) node.nodes[i];
            }
        }
        return null;
    }
}
