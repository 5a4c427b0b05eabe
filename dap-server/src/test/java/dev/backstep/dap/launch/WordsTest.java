package dev.backstep.dap.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void blanksSeparateAndQuotesKeepTogether() {
        assertEquals(List.of("-Da=b c", "x", "", "it's"), Words.split("  '-Da=b c' x \"\" \"it's\" "));
    }

    @Test
    void backslashTakesTheNextCharacterAsItIs() {
        assertEquals(List.of("a b", "\"", "c\\d", "e\\"), Words.split("a\\ b \\\" 'c\\d' e\\"));
    }

    @Test
    void emptyLineHasNoWords() {
        assertEquals(List.of(), Words.split("   "));
    }
}
