package dossier.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "LEI, 529900T8BM49AURSDO55, 529900T8BM49AURSDO55",
        "LEI, 5299 00t8 bm49 aurs do55, 529900T8BM49AURSDO55",
        "IBAN, DE89 3704 0044 0532 0130 00, DE89370400440532013000",
        "IBAN, GB82WEST12345698765432, GB82WEST12345698765432",
        "IBAN, NO9386011117947, NO9386011117947",
        "IBAN, MT84MALT011000012345MTLCAST001S, MT84MALT011000012345MTLCAST001S",
        "BIC, deutdeff500, DEUTDEFF500",
        "ISIN, US0378331005, US0378331005",
        "ISIN, AU0000XVGZA3, AU0000XVGZA3",
        "COUNTRY, lu, LU",
        "COUNTRY, us-de, US-DE",
        "COUNTRY, XK, XK",
        "CURRENCY, eur, EUR",
        "PHONE, +352 (691) 12-34.56, +35269112 3456",
        "EMAIL, jane.roe+kyc@mail.example.org, jane.roe+kyc@mail.example.org",
        "URL, https://example.org/a?b=c, https://example.org/a?b=c",
        "UUID, 2F1C9A64-0D3E-4C52-9D6B-7F5E8A1B2C3D, 2f1c9a64-0d3e-4c52-9d6b-7f5e8a1b2c3d",
        "MIC, xlon, XLON",
        "DIGEST, MD5:D41D8CD98F00B204E9800998ECF8427E, md5:d41d8cd98f00b204e9800998ecf8427e",
    })
    void what_is_of_the_format_is_stored_in_one_way(String format, String written, String stored) {
        assertThat(Formats.check(format, written)).contains(stored.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "LEI, 529900T8BM49AURSDO56",
        "LEI, 529900T8BM49AURSDO5",
        "LEI, 529900T8BM49AURSDOZZ",
        "IBAN, DE89370400440532013001",
        "IBAN, DE8937040044053201300",
        "IBAN, ZZ89370400440532013000",
        "BIC, DEUTZZFF",
        "BIC, DEUTDEFF5",
        "BIC, D3UTDEFF",
        "ISIN, US0378331006",
        "ISIN, 120378331005",
        "COUNTRY, ZZ",
        "COUNTRY, UK",
        "COUNTRY, US-",
        "COUNTRY, USA-DE",
        "CURRENCY, EURO",
        "CURRENCY, ZZZ",
        "PHONE, 0691123456",
        "PHONE, +0352691",
        "PHONE, +35269112345678901",
        "PHONE, +352x691123",
        "EMAIL, jane@example",
        "EMAIL, @example.org",
        "EMAIL, jane..roe@example.org",
        "EMAIL, jane@-example.org",
        "EMAIL, jane roe@example.org",
        "URL, ftp://example.org",
        "URL, https://",
        "URL, https://exa mple.org",
        "UUID, 2f1c9a64-0d3e-4c52-9d6b",
        "MIC, XLO",
        "DIGEST, sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "DIGEST, md5:zz1d8cd98f00b204e9800998ecf8427e",
    })
    void what_is_not_of_the_format_is_refused(String format, String written) {
        assertThat(Formats.check(format, written)).isEmpty();
    }

    @Test
    void every_format_takes_its_own_example() {
        for (String format : Formats.names()) {
            assertThat(Formats.knows(format)).isTrue();
            assertThat(Formats.check(format, Formats.example(format))).contains(Formats.example(format));
            assertThat(Formats.describe(format)).startsWith("a");
        }
        assertThat(Formats.knows("SHOE")).isFalse();
    }

    @Property(tries = 300)
    void one_digit_for_another_in_an_lei_is_noticed(@ForAll("leis") String lei, @ForAll int where, @ForAll int by) {
        int place = Math.floorMod(where, 20);
        char was = lei.charAt(place);
        char is = Character.isDigit(was)
                ? (char) ('0' + (was - '0' + 1 + Math.floorMod(by, 9)) % 10)
                : (char) ('A' + (was - 'A' + 1 + Math.floorMod(by, 25)) % 26);
        String changed = lei.substring(0, place) + is + lei.substring(place + 1);

        assertThat(Formats.check("LEI", lei)).contains(lei);
        assertThat(Formats.check("LEI", changed)).isEmpty();
    }

    @Provide
    Arbitrary<String> leis() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .ofLength(18)
                .map(FormatsTest::withCheckDigits);
    }

    /** ISO 7064 MOD 97-10, computed apart from the code under test: 98 less the remainder of the text with 00 behind. */
    private static String withCheckDigits(String text) {
        StringBuilder digits = new StringBuilder();
        (text + "00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
        int check = 98
                - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
        return text + (check < 10 ? "0" : "") + check;
    }

    @Property(tries = 500)
    void any_text_is_either_of_a_format_or_refused(@ForAll String text) {
        for (String format : Formats.names()) {
            Formats.check(format, text)
                    .ifPresent(
                            stored -> assertThat(Formats.check(format, stored)).contains(stored));
        }
    }
}
