package dev.backstep.tests.debuggees;

import java.util.concurrent.atomic.AtomicReference;

/** A lock-free stack that reuses its nodes, so that compare-and-set is fooled now and then. */
@Debuggee
public final class AbaStack {
    private static final class Node {
        private final int value;
        private Node next;

        Node(int value) {
            this.value = value;
        }
    }

    private static final AtomicReference<Node> TOP = new AtomicReference<>();

    private AbaStack() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            push(new Node(i));
        }
        Work.inThreads(4, index -> {
            for (int i = 0; i < 5_000; i++) {
                Node node = pop();
                if (node != null) {
                    push(node);
                } else {
                    Trace.add(i);
                }
            }
        });
        int left = 0;
        for (Node node = TOP.get(); node != null && left < 1_000; node = node.next) {
            left++;
            Trace.add(node.value);
        }
        System.out.println(left + " of 20 nodes left");
        Trace.print();
    }

    private static void push(Node node) {
        Node top;
        do {
            top = TOP.get();
            node.next = top;
        } while (!TOP.compareAndSet(top, node));
    }

    private static Node pop() {
        while (true) {
            Node top = TOP.get();
            if (top == null || TOP.compareAndSet(top, top.next)) {
                return top;
            }
        }
    }
}
