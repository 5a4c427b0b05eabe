package dev.backstep.replay.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
    /** One step takes a microsecond, a checkpoint 10 ms. */
    private static CheckpointPolicy measured() {
        CheckpointPolicy policy = new CheckpointPolicy();
        policy.ran(0, 10_000_000, 10_000_000_000L);
        for (int i = 0; i < 50; i++) {
            policy.taken(10_000_000);
        }
        return policy;
    }

    @Test
    void onNewGroundCheckpointsTakeThreePercent() {
        long distance = measured().next(5_000_000).step() - 5_000_000;
        assertEquals(330_000, distance, 3_000);
        assertEquals(330_000_000, measured().next(20_000_000).nanos(), 3_000_000);
    }

    @Test
    void onTheWayBackToTheUserEachIsHalfTheWay() {
        CheckpointPolicy policy = measured();
        policy.standsAt(400_000);
        assertEquals(200_000, policy.next(0).step());
        assertEquals(300_000, policy.next(200_000).step());
        assertEquals(350_000, policy.next(300_000).step());
        assertEquals(400_000, policy.next(380_000).step(), 100, "no run of less than 20 ms");
    }

    @Test
    void halfTheWayIsHalfTheTime() {
        CheckpointPolicy policy = new CheckpointPolicy();
        policy.ran(0, 1_000_000, 100_000_000);
        policy.ran(1_000_000, 1_001_000, 500_000_000);
        policy.standsAt(1_001_000);
        long half = policy.next(0).step();
        assertEquals(1_000_400, half, 2, "the last thousand steps take as long as five millions of the others");
        assertEquals(1_000_700, policy.next(half).step(), 2);
    }

    @Test
    void whatNobodyHasRunIsEstimatedByWhatIsInTheLog() {
        CheckpointPolicy policy = new CheckpointPolicy();
        assertEquals(4e9, policy.runNanos(new Bases.Place(7, 10_000_000, 0), new Bases.Place(9, 20_000_000, 75_000)), 1e9);
        assertEquals(1e9, policy.runNanos(Bases.Place.START, new Bases.Place(10_000_000, 100, 100)), 1e9 / 2);
        policy.ran(0, 10_000_000, 70_000_000);
        assertEquals(70e6, policy.runNanos(Bases.Place.START, new Bases.Place(10_000_000, 100, 100)));
    }

    @Test
    void keptOnesLieTheFartherApartTheFartherAway() {
        CheckpointPolicy policy = measured();
        policy.standsAt(1_000_000);
        TreeSet<Long> steps = new TreeSet<>();
        for (long step = 0; step <= 1_000_000; step += 10_000) {
            steps.add(step);
        }
        steps.removeAll(policy.tooDense(steps));
        assertTrue(steps.size() < 30, steps::toString);
        assertTrue(steps.containsAll(List.of(0L, 1_000_000L, 990_000L)), steps::toString);
        Long before = null;
        for (Long step : steps) {
            if (before != null) {
                assertTrue(step - before <= Math.max(10_000, 0.3 * (1_000_000 - before)), before + " " + step + " " + steps);
            }
            before = step;
        }
    }

    @Test
    void theLeastUsefulIsCloseBehindAnotherAndFarFromTheUser() {
        CheckpointPolicy policy = measured();
        policy.standsAt(1_000_000);
        assertEquals(1_100, policy.leastUseful(new TreeSet<>(List.of(0L, 1_000L, 1_100L, 500_000L, 999_900L, 1_000_000L))));
    }
}
