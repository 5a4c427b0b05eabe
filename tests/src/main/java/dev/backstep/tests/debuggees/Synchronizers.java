package dev.backstep.tests.debuggees;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Semaphores, latches, barriers, phasers, exchangers. */
@Debuggee
public final class Synchronizers {
    private Synchronizers() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Semaphore permits = new Semaphore(2);
        CountDownLatch start = new CountDownLatch(1);
        CyclicBarrier barrier = new CyclicBarrier(4, () -> Trace.add(-1));
        Phaser phaser = new Phaser(4);
        Exchanger<Integer> exchanger = new Exchanger<>();
        Thread starter = Work.start("starter", start::countDown);
        Work.inThreads(4, index -> {
            start.await();
            for (int i = 0; i < 60; i++) {
                permits.acquire();
                Trace.add(permits.availablePermits() + 10L * index);
                permits.release();
                Trace.add(barrier.await());
                Trace.add(exchanger.exchange(index));
                Trace.add(phaser.arriveAndAwaitAdvance() + permits.drainPermits() * 1_000L);
                barrier.await();
                permits.release(index == 0 ? 2 - permits.availablePermits() : 0);
                barrier.await();
                permits.drainPermits();
                barrier.await();
                permits.release(index == 0 ? 2 : 0);
            }
            phaser.arriveAndDeregister();
        });
        starter.join();
        System.out.println(phaser.isTerminated() + " " + barrier.getNumberWaiting());
        try {
            barrier.await(1, TimeUnit.MILLISECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            System.out.println(e + " " + barrier.isBroken());
        }
        Trace.print();
    }
}
