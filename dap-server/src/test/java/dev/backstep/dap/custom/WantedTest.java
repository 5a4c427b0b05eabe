package dev.backstep.dap.custom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Target;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WantedTest {
    @Test
    void placesAreWrittenAsPeopleSayThem() {
        assertEquals(new Target.At(new Position(48213)), Wanted.target(" t=48213 "));
        assertEquals(new Target.At(new Position(7)), Wanted.target("7"));
        assertEquals(new Target.Start(), Wanted.target("START"));
        assertEquals(new Target.End(), Wanted.target("end"));
        assertEquals(new Target.Tick(1000), Wanted.target("tick 1000"));
        assertEquals(new Target.Event(17), Wanted.target("event 17"));
        assertEquals(new Target.Time(2_500_000_000L), Wanted.target("2.5s"));
        assertEquals(new Target.Time(300_000_000L), Wanted.target("300 ms"));
        assertEquals(new Target.ConsoleLine(12), Wanted.target("console 12"));
        assertEquals(new Target.Thrown(0), Wanted.target("exception 0"));
        assertEquals(new Target.AtCheckpoint(3), Wanted.target("checkpoint 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=", "t=-1", "tick", "tick x", "nowhere", "checkpoint 99999999999", "5 apples", "t=99999999999999999999"})
    void whatIsNoPlaceIsRefused(String text) {
        assertThrows(ResponseErrorException.class, () -> Wanted.target(text));
    }
}
