package dossier.generation.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the longest run of words that means something. Filled once, then only read.
 *
 * @param <V> what a run of words means; one run may mean several things
 */
public final class WordTree<V> {
    private final Node<V> root = new Node<>();
    private final Function<Token, String> key;

    /** @param key what of a token is compared */
    public WordTree(Function<Token, String> key) {
        this.key = key;
    }

    private static final class Node<V> {
        private final Map<String, Node<V>> next = new HashMap<>();
        private final List<V> values = new ArrayList<>();
    }

    /** What the longest run means, and the token after it. */
    public record Match<V>(List<V> values, int from, int to) {}

    public void put(List<String> words, V value) {
        Node<V> node = root;
        for (String word : words) {
            node = node.next.computeIfAbsent(word, w -> new Node<>());
        }
        if (!words.isEmpty() && !node.values.contains(value)) {
            node.values.add(value);
        }
    }

    /** The longest run that begins at a token. */
    public Optional<Match<V>> longest(List<Token> tokens, int from) {
        Optional<Match<V>> best = Optional.empty();
        Node<V> node = root;
        for (int at = from; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            Node<V> next = token.kind() == Token.Kind.QUOTED ? null : node.next.get(key.apply(token));
            if (next == null) {
                break;
            }
            node = next;
            if (!node.values.isEmpty()) {
                best = Optional.of(new Match<>(node.values, from, at + 1));
            }
        }
        return best;
    }
}
