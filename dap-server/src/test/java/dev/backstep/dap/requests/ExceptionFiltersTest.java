package dev.backstep.dap.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Breakpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExceptionFiltersTest {
    @Test
    void classNamesAreToldFromExpressions() {
        Breakpoint.Exception classes = ExceptionFilters.breakpoint(1, "caught", "IllegalStateException, a.b.C$D");
        assertEquals(List.of("IllegalStateException", "a.b.C$D"), classes.classNames());
        assertTrue(classes.caught());
        assertFalse(classes.uncaught());
        Breakpoint.Exception expression = ExceptionFilters.breakpoint(2, "uncaught", "retries > 3");
        assertEquals(List.of(), expression.classNames());
        assertEquals("retries > 3", expression.filter().condition());
        assertEquals("failing", ExceptionFilters.breakpoint(3, "uncaught", "failing").filter().condition());
        assertEquals("", ExceptionFilters.breakpoint(4, "uncaught", "").filter().condition());
    }
}
