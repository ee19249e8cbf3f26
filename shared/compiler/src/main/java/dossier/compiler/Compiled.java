package dossier.compiler;

/**
 * What a registry compiles to.
 *
 * @param structureJson for {@code RegistryLoader.load}
 * @param phrasesJson for {@code RegistryLoader.phrases}
 * @param version SHA-256 of the structure, which holds the hash of the phrases: it stands for all of it
 */
public record Compiled(String structureJson, String phrasesJson, String version) {}
