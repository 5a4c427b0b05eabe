package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expectation here was compared with what the java of JDK 25 does; {@link LauncherAgreementTest} does so again. */
class ArgumentFileTokensTest {
    private static void assertTokens(String text, String... expected) {
        assertEquals(List.of(expected), new ArgumentFileTokens(text).all(), text);
    }

    @Test
    void whiteSpaceSeparates() {
        assertTokens(" a\tb\fc\r\nd \n\n e", "a", "b", "c", "d", "e");
        assertTokens("");
        assertTokens(" \n ");
    }

    @Test
    void quotesKeepWhiteSpaceAndTheOtherQuote() {
        assertTokens("\"a b\" 'c \"d\"' e\"f g\"h", "a b", "c \"d\"", "ef gh");
    }

    @Test
    void emptyQuotesAreAnArgumentUnlessTheyEndTheFile() {
        assertTokens("a \"\" b", "a", "", "b");
        assertTokens("a ''\n", "a", "");
        assertTokens("a \"\"", "a");
    }

    @Test
    void backslashMeansSomethingInQuotesOnly() {
        assertTokens("a\\nb \"c\\nd\\t\\\\\\\"\\x\"", "a\\nb", "c\nd\t\\\"x");
    }

    @Test
    void backslashAtEndOfLineJoinsLinesInQuotes() {
        assertTokens("\"a \\\n    b\\\r\n c\"\nd", "a bc", "d");
    }

    @Test
    void endOfLineClosesQuotes() {
        assertTokens("\"a b\nc d", "a b", "c", "d");
    }

    @Test
    void commentsEndWithTheLine() {
        assertTokens("# one\na # two\n'#b' c#d\ne", "a", "#b", "e");
    }

    @Test
    void quotedBeginningBeforeCommentIsJoinedWithTheNextLine() {
        assertTokens("'a'b#c\nd", "ad");
    }

    @Test
    void backslashAtEndOfFileLosesTheArgument() {
        assertTokens("a \"b\\", "a");
    }
}
