package dev.backstep.record;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the text of an {@code @argfile} into arguments, with the rules of the {@code java} launcher (libjli, args.c):
 * white space separates; both kinds of quotes; a backslash means something inside quotes only ({@code \n \r \t \f}, any
 * other character itself, and at the end of a line: go on without the next line's leading white space); {@code #} starts
 * a comment outside quotes, even in the middle of a word, whose unquoted beginning is then lost; the end of a line closes
 * quotes.
 */
final class ArgumentFileTokens {
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder token = new StringBuilder();
    /** How much of the token a comment in its middle leaves: what ended with a quote or an escape; joined with the next. */
    private int keptLength;
    private int next;
    private boolean inToken;
    private char quote;

    ArgumentFileTokens(String text) {
        this.text = text;
    }

    List<String> all() {
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (quote != 0) {
                quoted(c);
            } else {
                plain(c);
            }
        }
        // At the end of the file, other than at the end of a line, an empty pair of quotes is no argument.
        if (inToken && !token.isEmpty()) {
            endToken();
        }
        return tokens;
    }

    private void plain(char c) {
        if (isSpace(c)) {
            if (inToken) {
                endToken();
            }
        } else if (c == '#') {
            skipLine();
        } else {
            inToken = true;
            if (c == '"' || c == '\'') {
                quote = c;
                keptLength = token.length();
            } else {
                token.append(c);
            }
        }
    }

    private void quoted(char c) {
        if (c == quote) {
            quote = 0;
            keptLength = token.length();
        } else if (c == '\\') {
            escaped();
        } else if (c == '\n' || c == '\r') {
            quote = 0;
            endToken();
        } else {
            token.append(c);
        }
    }

    private void escaped() {
        if (next == text.length()) {
            inToken = false;    // nothing follows the backslash: the launcher drops the argument
            return;
        }
        char c = text.charAt(next++);
        switch (c) {
            case 'n' -> token.append('\n');
            case 'r' -> token.append('\r');
            case 't' -> token.append('\t');
            case 'f' -> token.append('\f');
            case '\n', '\r' -> skipSpace();
            default -> token.append(c);
        }
        keptLength = token.length();
    }

    private void skipSpace() {
        while (next < text.length() && isSpace(text.charAt(next))) {
            next++;
        }
        inToken = next < text.length();
    }

    private void skipLine() {
        token.setLength(keptLength);
        inToken = false;
        while (next < text.length() && text.charAt(next) != '\n' && text.charAt(next) != '\r') {
            next++;
        }
    }

    private void endToken() {
        tokens.add(token.toString());
        token.setLength(0);
        keptLength = 0;
        inToken = false;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }
}
