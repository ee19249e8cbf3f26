package dossier.language;

import java.util.Arrays;
import java.util.List;

/**
 * The nodes of every list that is open, innermost on top. One array serves the whole text; what belongs to one list is
 * copied once, when its length is known.
 */
final class Stack<T> {
    private T[] nodes = room();
    private int size;

    int size() {
        return size;
    }

    void push(T node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        nodes[size++] = node;
    }

    T get(int index) {
        return nodes[index];
    }

    /** Takes off everything from this index on, in the order pushed. */
    List<T> popTo(int index) {
        int count = size - index;
        size = index;
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(get(index));
            case 2 -> List.of(get(index), get(index + 1));
            default -> List.of(Arrays.copyOfRange(nodes, index, index + count));
        };
    }

    /** An array of objects by another name, which never leaves this class. */
    @SuppressWarnings("unchecked")
    private T[] room() {
        return (T[]) new Object[32];
    }
}
