package dossier.registry;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Published formats of text with their own checks. Each check gives the text in the one way it is stored, or none.
 * Stateless.
 */
public final class Formats {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private Formats() {}

    /** @param what how a person calls it, {@code example} a valid one */
    private record Format(String what, String example, UnaryOperator<Optional<String>> check) {}

    private static final Map<String, Format> FORMATS = Map.ofEntries(
            format("LEI", "an LEI (ISO 17442) with correct check digits", "529900T8BM49AURSDO55", Formats::lei),
            format("IBAN", "an IBAN (ISO 13616) with correct check digits", "DE89370400440532013000", Formats::iban),
            format("BIC", "a BIC (ISO 9362)", "DEUTDEFF", Formats::bic),
            format("ISIN", "an ISIN (ISO 6166) with its correct check digit", "US0378331005", Formats::isin),
            format("COUNTRY", "a country (ISO 3166-1 alpha-2) or a subdivision of one", "LU", Formats::country),
            format("CURRENCY", "a currency (ISO 4217)", "EUR", Formats::currency),
            format("PHONE", "a telephone number (E.164)", "+352691123456", Formats::phone),
            format("EMAIL", "an e-mail address", "jane.roe@example.org", Formats::email),
            format("URL", "a web address (http or https)", "https://example.org", Formats::url),
            format("UUID", "a UUID", "2f1c9a64-0d3e-4c52-9d6b-7f5e8a1b2c3d", Formats::uuid),
            format("DOTTED", "a dotted name of letters, digits, - and _", "custody.settlement-cycle", Formats::dotted),
            format("MIC", "a market identifier (ISO 10383)", "XLON", Formats::mic),
            format(
                    "DIGEST",
                    "a digest with its algorithm, sha256 or md5",
                    "md5:d41d8cd98f00b204e9800998ecf8427e",
                    Formats::digest));

    private static Map.Entry<String, Format> format(
            String name, String what, String example, java.util.function.Function<String, Optional<String>> check) {
        return Map.entry(name, new Format(what, example, text -> text.flatMap(check)));
    }

    /** Whether a format of this name exists. */
    public static boolean knows(String format) {
        return FORMATS.containsKey(format);
    }

    /** All formats there are. */
    public static Set<String> names() {
        return FORMATS.keySet();
    }

    /** How a person calls values of a format, with article. */
    public static String describe(String format) {
        return get(format).what;
    }

    public static String example(String format) {
        return get(format).example;
    }

    /** The text as it is stored when it is of the format: without the spaces people put in, letters in their case. */
    public static Optional<String> check(String format, String text) {
        return get(format).check.apply(Optional.of(text.strip()));
    }

    private static Format get(String name) {
        Format format = FORMATS.get(name);
        if (format == null) {
            throw new MalformedRegistry("format " + name, "there is no such format");
        }
        return format;
    }

    /** Names as the language writes them, parted by dots. */
    private static Optional<String> dotted(String text) {
        for (String part : text.split("\\.", -1)) {
            if (part.isEmpty()
                    || isDigits(part.substring(0, 1))
                    || !part.chars().allMatch(c -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)))) {
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    private static Optional<String> lei(String text) {
        String lei = compact(text);
        return lei.length() == 20 && isAlphanumeric(lei) && isDigits(lei.substring(18)) && mod97(lei) == 1
                ? Optional.of(lei)
                : Optional.empty();
    }

    private static Optional<String> iban(String text) {
        String iban = compact(text);
        if (iban.length() < 15 || iban.length() > 34 || !isAlphanumeric(iban) || !isDigits(iban.substring(2, 4))) {
            return Optional.empty();
        }
        Integer length = IbanLengths.OF.get(iban.substring(0, 2));
        return length != null && length == iban.length() && mod97(iban.substring(4) + iban.substring(0, 4)) == 1
                ? Optional.of(iban)
                : Optional.empty();
    }

    /** ISO 7064 MOD 97-10 over digits and letters, A being 10. */
    private static int mod97(String text) {
        StringBuilder digits = new StringBuilder(2 * text.length());
        text.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue();
    }

    private static Optional<String> bic(String text) {
        String bic = compact(text);
        boolean sized = bic.length() == 8 || bic.length() == 11;
        return sized
                        && isAlphanumeric(bic)
                        && bic.substring(0, 4).chars().allMatch(c -> c >= 'A' && c <= 'Z')
                        && (COUNTRIES.contains(bic.substring(4, 6)) || bic.startsWith("XK", 4))
                ? Optional.of(bic)
                : Optional.empty();
    }

    /** ISO 6166: the last digit is the Luhn digit of the others, letters taken as two digits. */
    private static Optional<String> isin(String text) {
        String isin = compact(text);
        if (isin.length() != 12
                || !isAlphanumeric(isin)
                || !Character.isLetter(isin.charAt(0))
                || !Character.isLetter(isin.charAt(1))
                || !Character.isDigit(isin.charAt(11))) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        isin.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 1 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0 ? Optional.of(isin) : Optional.empty();
    }

    private static Optional<String> country(String text) {
        String country = text.toUpperCase(Locale.ROOT);
        int dash = country.indexOf('-');
        if (dash < 0) {
            return COUNTRIES.contains(country) || country.equals("XK") ? Optional.of(country) : Optional.empty();
        }
        String part = country.substring(dash + 1);
        return dash == 2
                        && COUNTRIES.contains(country.substring(0, 2))
                        && !part.isEmpty()
                        && part.length() <= 3
                        && isAlphanumeric(part)
                ? Optional.of(country)
                : Optional.empty();
    }

    private static Optional<String> currency(String text) {
        String currency = text.toUpperCase(Locale.ROOT);
        return Quantities.isCurrency(currency) ? Optional.of(currency) : Optional.empty();
    }

    private static Optional<String> phone(String text) {
        StringBuilder phone = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (c == '+' && i == 0)) {
                phone.append(c);
            } else if (" ()-.".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        int digits = phone.length() - 1;
        return phone.indexOf("+") == 0 && digits >= 7 && digits <= 15 && phone.charAt(1) != '0'
                ? Optional.of(phone.toString())
                : Optional.empty();
    }

    /** What real addresses look like: RFC 5321 without quoted local parts and address literals. */
    private static Optional<String> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || text.length() > 254) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        boolean localFine = local.chars().allMatch(c -> c > ' ' && c != 127 && "()<>[]:;@\\,\"".indexOf(c) < 0)
                && !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..");
        return localFine && isDomain(text.substring(at + 1)) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (labels.length < 2 || domain.length() > 253) {
            return false;
        }
        for (String label : labels) {
            boolean fine = !label.isEmpty()
                    && label.length() <= 63
                    && label.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-')
                    && !label.startsWith("-")
                    && !label.endsWith("-");
            if (!fine) {
                return false;
            }
        }
        return !isDigits(labels[labels.length - 1]);
    }

    private static Optional<String> url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && text.length() <= 2_000 ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> uuid(String text) {
        try {
            String uuid = UUID.fromString(text).toString();
            return uuid.equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> mic(String text) {
        String mic = text.toUpperCase(Locale.ROOT);
        return mic.length() == 4 && isAlphanumeric(mic) ? Optional.of(mic) : Optional.empty();
    }

    private static Optional<String> digest(String text) {
        String digest = text.toLowerCase(Locale.ROOT);
        int colon = digest.indexOf(':');
        String algorithm = colon < 0 ? "" : digest.substring(0, colon);
        String hex = digest.substring(colon + 1);
        int wanted = algorithm.equals("sha256") ? 64 : algorithm.equals("md5") ? 32 : -1;
        return hex.length() == wanted && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)
                ? Optional.of(digest)
                : Optional.empty();
    }

    private static String compact(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static boolean isAlphanumeric(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
