package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Threads that move money between accounts, and write down what they did: something to look into at any place. */
@Debuggee
public final class Bank {
    /** An account. */
    static final class Account {
        private final String owner;
        private long cents;
        private final List<Long> history = new ArrayList<>();

        Account(String owner, long cents) {
            this.owner = owner;
            this.cents = cents;
        }

        synchronized void add(long amount) {
            cents += amount;
            history.add(amount);
        }

        synchronized long cents() {
            return cents;
        }

        /** Takes the lock, so that a look at it may have to wait. */
        @Override
        public String toString() {
            return owner + ": " + cents();
        }
    }

    /** A transfer. */
    record Transfer(String from, String to, long amount) { }

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Transfer> journal = new ArrayList<>();

    private Bank() {
        for (String owner : List.of("ann", "bob", "cid")) {
            accounts.put(owner, new Account(owner, 1_000));
        }
    }

    private void transfer(String from, String to, long amount) {
        accounts.get(from).add(-amount);
        accounts.get(to).add(amount);
        synchronized (journal) {
            journal.add(new Transfer(from, to, amount));
        }
    }

    private long total() {
        return accounts.values().stream().mapToLong(Account::cents).sum();
    }

    private void work(int seed, int rounds) {
        Random random = new Random(seed);
        List<String> names = List.copyOf(accounts.keySet());
        for (int i = 0; i < rounds; i++) {
            String from = names.get(random.nextInt(names.size()));
            String to = names.get(random.nextInt(names.size()));
            long amount = random.nextLong(100);
            transfer(from, to, amount);
            if (i % 10 == 0) {
                Thread.yield();
            }
        }
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        Bank bank = new Bank();
        Path file = Files.createTempFile("bank", ".txt");
        Work.inThreads(3, index -> bank.work(index, 40));
        for (int i = 0; i < 5; i++) {
            Files.writeString(file, bank.accounts.values().toString() + System.nanoTime());
            System.out.println("round " + i + " " + bank.total() + " " + Files.size(file));
            bank.work(i, 10);
        }
        Files.delete(file);
        System.out.println(bank.accounts.values() + " " + bank.journal.size() + " " + bank.journal.getLast());
    }
}
