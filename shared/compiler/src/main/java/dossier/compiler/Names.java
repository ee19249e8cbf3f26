package dossier.compiler;

import java.util.Set;

/** What the definitions may refer to: the names that the files define. */
record Names(Set<String> kinds, Set<String> codes, Set<String> tracks) {}
