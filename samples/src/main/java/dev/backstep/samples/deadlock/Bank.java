package dev.backstep.samples.deadlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Four tellers carry out transfers between six accounts.
 *
 * <p><b>Symptom:</b> on most days the bank stops working before all transfers are done: no more output, no error, no CPU.
 * End it with Ctrl-C.
 *
 * <pre>backstep record -- java -cp samples/target/classes dev.backstep.samples.deadlock.Bank [TRANSFERS]</pre>
 */
public final class Bank {
    private static final int TELLER_COUNT = 4;
    private static final int REPORT_EVERY = 1_000;
    private static final String[] OWNERS = {"Ada", "Barbara", "Edsger", "Grace", "Tony", "Niklaus"};

    private final List<Account> accounts = new ArrayList<>();
    private final AtomicInteger transfersDone = new AtomicInteger();

    private Bank() {
        for (String owner : OWNERS) {
            accounts.add(new Account(owner, 100_000));
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        int transferCount = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400_000;
        new Bank().open(transferCount);
    }

    private void open(int transferCount) throws InterruptedException {
        List<Thread> tellers = new ArrayList<>();
        for (int i = 0; i < TELLER_COUNT; i++) {
            Thread teller = new Thread(() -> serve(transferCount / TELLER_COUNT), "teller-" + i);
            tellers.add(teller);
            teller.start();
        }
        for (Thread teller : tellers) {
            teller.join();
        }
        long total = 0;
        for (Account account : accounts) {
            System.out.println(account.owner() + " has " + account.balanceCents() + " cents");
            total += account.balanceCents();
        }
        System.out.println("all transfers done, " + total + " cents in the bank");
    }

    private void serve(int transferCount) {
        Random customers = new Random();
        for (int i = 0; i < transferCount; i++) {
            Account from = accounts.get(customers.nextInt(accounts.size()));
            Account to = accounts.get(customers.nextInt(accounts.size()));
            if (from != to) {
                from.transfer(to, 1 + customers.nextInt(5_000));
            }
            report(transfersDone.incrementAndGet());
        }
    }

    private static void report(int done) {
        if (done % REPORT_EVERY == 0) {
            System.out.println(done + " transfers");
        }
    }
}
