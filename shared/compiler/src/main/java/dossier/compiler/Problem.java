package dossier.compiler;

/** What is wrong with a file of the registry; {@code line} from 1. */
public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
