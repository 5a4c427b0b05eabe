package dev.backstep.dap.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void recordingIsNamedAfterTheClass() {
        assertEquals("Main-Inner", name("{'mainClass': 'app/shop.Main$Inner'}"));
    }

    @Test
    void recordingOfOneTestIsNamedAfterTheTestNotItsRunner() {
        assertEquals("PriceTest.addsUp", name("{'mainClass': '" + FailedTest.RUNNER + "', 'args': ['shop.PriceTest', 'addsUp']}"));
    }

    private static String name(String json) {
        return Program.of(new Arguments(JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject())).name();
    }
}
