package dossier.local.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's arguments: operands, flags and options with a value. An unknown one is an error. */
public record Arguments(List<String> operands, Set<String> flags, Map<String, String> options) {
    /** What was typed cannot be understood; the message says why. */
    public static final class Usage extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        Usage(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    public static Arguments parse(List<String> typed, Set<String> flags, Set<String> options) throws Usage {
        List<String> operands = new ArrayList<>();
        Set<String> given = new java.util.LinkedHashSet<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < typed.size(); i++) {
            String one = typed.get(i);
            if (one.equals("--")) {
                operands.addAll(typed.subList(i + 1, typed.size()));
                break;
            }
            if (!one.startsWith("-") || one.equals("-")) {
                operands.add(one);
                continue;
            }
            String name = one.replaceFirst("^--?", "");
            int equals = name.indexOf('=');
            String key = equals < 0 ? name : name.substring(0, equals);
            if (flags.contains(key) && equals < 0) {
                given.add(key);
            } else if (!options.contains(key)) {
                throw new Usage(one + " is not an option of this command.");
            } else if (equals >= 0) {
                values.put(key, name.substring(equals + 1));
            } else if (i + 1 < typed.size()) {
                i++;
                values.put(key, typed.get(i));
            } else {
                throw new Usage("--" + key + " needs a value.");
            }
        }
        return new Arguments(operands, given, values);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** The whole number from 1 that an option says. */
    public int number(String option, int otherwise) throws Usage {
        String given = value(option).orElse(Integer.toString(otherwise));
        if (!given.matches("[1-9][0-9]{0,8}")) {
            throw new Usage("--" + option + " must be a whole number from 1.");
        }
        return Integer.parseInt(given);
    }

    /** The one operand a command takes. */
    String only(String what) throws Usage {
        if (operands.size() != 1) {
            throw new Usage("Give " + what + ", in quotation marks where it has spaces.");
        }
        return operands.getFirst();
    }

    void none() throws Usage {
        if (!operands.isEmpty()) {
            throw new Usage(operands.getFirst() + " is not expected here.");
        }
    }
}
