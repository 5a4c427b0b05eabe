package dev.backstep.tests.debuggees;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Everything that is random, and the order of immutable sets and maps, which changes from run to run. */
@Debuggee
public final class RandomNumbers {
    private RandomNumbers() {
    }

    public static void main(String[] arguments) throws NoSuchAlgorithmException, InterruptedException {
        System.out.println(new Random().nextInt() + " " + Math.random() + " " + new SplittableRandom().nextLong());
        System.out.println(RandomGenerator.getDefault().nextDouble() + " " + RandomGenerator.of("Xoshiro256PlusPlus").nextLong());
        System.out.println(UUID.randomUUID() + " " + new SecureRandom().nextLong());
        System.out.println(SecureRandom.getInstance("SHA1PRNG").nextInt() + " " + SecureRandom.getInstance("DRBG").nextInt()
                + " " + SecureRandom.getInstance("NativePRNGNonBlocking").nextInt() + " " + SecureRandom.getSeed(4)[3]);
        System.out.println(Set.of("a", "b", "c", "d", "e") + " " + Map.of(1, "one", 2, "two", 3, "three"));
        List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
        Collections.shuffle(cards);
        System.out.println(cards);
        Work.inThreads(3, index -> Trace.add(ThreadLocalRandom.current().nextInt()));
        Trace.print();
    }
}
