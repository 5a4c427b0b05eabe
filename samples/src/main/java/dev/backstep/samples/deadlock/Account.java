package dev.backstep.samples.deadlock;

/** A bank account. Safe for use by several threads. */
final class Account {
    private final String owner;
    private long balanceCents;

    Account(String owner, long balanceCents) {
        this.owner = owner;
        this.balanceCents = balanceCents;
    }

    String owner() {
        return owner;
    }

    synchronized long balanceCents() {
        return balanceCents;
    }

    synchronized void deposit(long cents) {
        balanceCents += cents;
    }

    /** Moves money to another account, unless there is not enough of it. Nobody ever sees the money in both or in none. */
    synchronized boolean transfer(Account to, long cents) {
        if (balanceCents < cents) {
            return false;
        }
        balanceCents -= cents;
        to.deposit(cents);
        return true;
    }
}
