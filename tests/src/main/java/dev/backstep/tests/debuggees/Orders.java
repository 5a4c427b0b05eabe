package dev.backstep.tests.debuggees;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.util.List;

/** Adds up orders and fails: what debuggers are shown. The tests know its lines by the comments at their ends. */
@Debuggee(output = Output.SAME, exitCode = 1)
public final class Orders {
    private int total;
    private String last = "";

    private Orders() {
    }

    public static void main(String[] arguments) {
        Orders orders = new Orders();
        for (int amount : List.of(5, 7, 30)) {
            orders.add("order-" + amount, amount);      // call
        }
        orders.check();
    }

    private void add(String name, int amount) {
        int before = total;
        total = before + discounted(amount);        // add
        last = name;
        System.out.println(name + ": " + total);        // print
    }

    private static int discounted(int amount) {
        return amount > 20 ? amount - 1 : amount;       // discount
    }

    private void check() {
        if (total != 42) {
            throw new IllegalStateException("total is " + total + " after " + last);        // fail
        }
    }
}
