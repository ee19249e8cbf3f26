package dossier.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every word of every code list, folded, with the code it means. Immutable once built. */
final class Lexicon {
    private final Map<String, Map<String, String>> lists = new HashMap<>();

    Lexicon(Registry registry) {
        for (CodeList list : registry.codeLists()) {
            Map<String, String> words = new HashMap<>();
            for (CodeList.Code code : list.codes()) {
                code.synonyms().forEach(synonym -> words.putIfAbsent(CodeList.fold(synonym), code.code()));
                words.putIfAbsent(CodeList.fold(code.label()), code.code());
            }
            list.codes().forEach(code -> words.put(CodeList.fold(code.code()), code.code()));
            lists.put(list.name(), words);
        }
    }

    Optional<String> code(String list, String word) {
        return Optional.ofNullable(lists.getOrDefault(list, Map.of()).get(CodeList.fold(word)));
    }
}
