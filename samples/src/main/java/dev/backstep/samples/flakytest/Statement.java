package dev.backstep.samples.flakytest;

import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;

/** A list of invoices as its customer sees it. */
final class Statement {
    private final List<Invoice> invoices;

    Statement(List<Invoice> invoices) {
        this.invoices = List.copyOf(invoices);
    }

    String forCustomerIn(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        return invoices.stream().map(Invoice::statementLine).collect(Collectors.joining("\n"));
    }
}
