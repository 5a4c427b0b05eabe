package dev.backstep.tests.debuggees;

/** Two threads deposit once each. When both read the balance before one of them writes it, a deposit is lost. */
@Debuggee(exitCode = -1)
public final class RacingDeposits {
    private static int balance;

    private RacingDeposits() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread other = new Thread(() -> deposit(10), "other");
        other.start();
        deposit(5);
        other.join();
        System.out.println("balance " + balance);
        System.exit(balance == 15 ? 0 : 1);
    }

    private static void deposit(int amount) {
        int seen = balance;
        Thread.yield();
        balance = seen + amount;
    }
}
