package dossier.language;

/** Checks of UTF-8 over byte ranges, without decoding. */
final class Utf8 {
    private Utf8() {}

    static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    /** Index of the first byte that is not part of a well-formed sequence (RFC 3629), or {@code to}. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = sequence(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return to;
    }

    /** Length of the well-formed sequence that begins here, or 0 when there is none. */
    static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length =
                lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return wellFormed(lead, bytes[at + 1] & 0xff) ? length : 0;
    }

    /** Neither an overlong form, nor a surrogate, nor beyond U+10FFFF. */
    private static boolean wellFormed(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
    }

    /** The code point that begins here in well-formed text. */
    static int codePoint(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        return switch (sequence(bytes, at, to)) {
            case 1 -> lead;
            case 2 -> (lead & 0x1f) << 6 | tail(bytes, at + 1);
            case 3 -> (lead & 0x0f) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2);
            case 4 -> (lead & 0x07) << 18 | tail(bytes, at + 1) << 12 | tail(bytes, at + 2) << 6 | tail(bytes, at + 3);
            default -> 0xfffd;
        };
    }

    private static int tail(byte[] bytes, int at) {
        return bytes[at] & 0x3f;
    }

    /** Marks that change the direction of what follows, so that a text can look other than it reads. */
    static boolean isDirectionMark(int codePoint) {
        return codePoint == 0x200e
                || codePoint == 0x200f
                || codePoint == 0x061c
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
