package dev.backstep.samples.flakytest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** An invoice that must be paid within a number of days. */
record Invoice(String customer, Instant issuedAt, int daysToPay) {
    LocalDate dueDate() {
        return LocalDate.ofInstant(issuedAt, ZoneId.systemDefault()).plusDays(daysToPay);
    }

    boolean isOverdue(LocalDate today) {
        return today.isAfter(dueDate());
    }

    /** The line that goes into the statement sent to the customer. */
    String statementLine() {
        return customer + ";" + issuedAt + ";" + dueDate();
    }
}
