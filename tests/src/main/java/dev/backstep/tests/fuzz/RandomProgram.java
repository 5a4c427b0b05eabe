package dev.backstep.tests.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Source of a small concurrent program, made from a seed. It has data races on purpose, always ends, and prints a digest
 * of all that its threads saw.
 *
 * <p>It cannot deadlock: monitors are nested in ascending order, every other wait has a time-out, and who spins waits for
 * a thread with a lower number.
 */
final class RandomProgram {
    static final String CLASS_NAME = "Fuzzed";

    private static final int DEEPEST = 3;
    private static final int MONITORS = 3;

    /*
     * The words of the templates: @S a statement, @Z one that takes no monitor, @M the next monitor, @L the one just taken, @N a number from 0 to 9, @V a fresh name,
     * @T the number of a thread, @I that of this thread, @B the one before it, @Q what to do while it spins. Each statement stands in a try block.
     */
    private static final List<String> SIMPLE = List.of(
            "counter++;",
            "cells[@N] += counter + @N;",
            "counter = counter * 31 + (int) d;",
            "d = mix(d, cells[@N]);",
            "turn = turn + 1;",
            "for (int @V = 0; @V < @N@N; @V++) { total += @V; if (total % 7 == 0) { counter--; } }",
            "long @V = 0; while (@V < @N@N) { @V += 1 + (cells[@N] & 3); }",
            "for (int @V = 0; turn % 3 != @N % 3 && @V < 2000; @V++) { Thread.onSpinWait(); }",
            "for (int @V = 0; turn % 3 != @N % 3 && @V < 20000; @V++) { }",
            "d = mix(d, deep(@N@N));",
            "d = mix(d, odd(@N@N) ? 1 : 2);",
            "Thread.sleep(@N % 3);",
            "Thread.sleep(0, @N@N@N);",
            "Thread.yield();",
            "d = mix(d, Thread.interrupted() ? 5 : 6);",
            "THREADS[@T].interrupt();",
            "d = mix(d, THREADS[@T].getState().ordinal());",
            "d = mix(d, THREADS[@T].isAlive() ? 1 : 0);",
            "LockSupport.parkNanos(@N0000L);",
            "LockSupport.parkUntil(System.currentTimeMillis() + @N % 3);",
            "LockSupport.unpark(THREADS[@T]);",
            "queue.offer(@N, @N, TimeUnit.MILLISECONDS);",
            "Integer @V = queue.poll(@N % 3, TimeUnit.MILLISECONDS); d = mix(d, @V == null ? -1 : @V);",
            "d = mix(d, deque.pollFirst() == null ? 0 : 1);",
            "deque.add(@N);",
            "d = mix(d, map.merge(@N, 1, Integer::sum));",
            "d = mix(d, map.computeIfAbsent(@N, k -> (int) System.nanoTime() & 7));",
            "for (Integer @V : map.values()) { d = mix(d, @V); }",
            "d = mix(d, atomic.getAndAdd(@N));",
            "adder.add(@N);",
            "d = mix(d, pool.submit(() -> counter++ + @N).get(1, TimeUnit.SECONDS));",
            "pool.execute(() -> { cells[@N]++; counter += 2; });",
            "d = mix(d, CompletableFuture.supplyAsync(() -> counter + @N).thenApplyAsync(x -> x * 2).get(1, TimeUnit.SECONDS));",
            "d = mix(d, CompletableFuture.supplyAsync(() -> counter).thenCombine(CompletableFuture.supplyAsync(() -> total, pool), (x, y) -> x ^ y)"
                    + ".get(1, TimeUnit.SECONDS));",
            "d = mix(d, IntStream.range(0, @N@N).parallel().map(x -> x + counter).sum());",
            "timer.schedule(() -> { counter++; }, @N % 4, TimeUnit.MILLISECONDS);",
            "d = mix(d, exchanger.exchange(@N, @N % 3 + 1, TimeUnit.MILLISECONDS));",
            "d = mix(d, barrier.await(@N % 3 + 1, TimeUnit.MILLISECONDS));",
            "d = mix(d, latch.await(@N % 3, TimeUnit.MILLISECONDS) ? 1 : 0); latch.countDown();",
            "if (semaphore.tryAcquire(@N % 3, TimeUnit.MILLISECONDS)) { try { counter++; Thread.sleep(1); } finally { semaphore.release(); } }",
            "d = mix(d, System.nanoTime());",
            "d = mix(d, System.currentTimeMillis());",
            "d = mix(d, Instant.now().getNano());",
            "d = mix(d, Double.doubleToLongBits(Math.random()));",
            "d = mix(d, ThreadLocalRandom.current().nextInt());",
            "d = mix(d, UUID.randomUUID().hashCode());",
            "d = mix(d, System.identityHashCode(new Object()));",
            "d = mix(d, new Object().toString().hashCode());",
            "d = mix(d, Runtime.getRuntime().freeMemory());",
            "d = mix(d, Thread.currentThread().threadId());",
            "local.set(local.get() + 1); d = mix(d, local.get());",
            "WeakReference<Object> @V = new WeakReference<>(new byte[@N00], cleared); WEAK.add(@V); d = mix(d, @V.get() == null ? 1 : 2);",
            "for (WeakReference<Object> @V : WEAK) { d = mix(d, @V.get() == null ? 1 : 2); }",
            "synchronized (weakMap) { weakMap.put(new Object(), @N); d = mix(d, weakMap.size()); }",
            "d = mix(d, cleared.poll() == null ? 1 : 2);",
            "d = mix(d, cleared.remove(@N % 3 + 1) == null ? 1 : 2);",
            "CLEANER.register(new Object(), () -> { counter++; });",
            "System.gc();",
            "System.out.println(\"t@I \" + @N + \" \" + counter);",
            "System.out.print('.'); System.out.flush();",
            "System.err.println(\"t@I \" + d);",
            "throw new IllegalStateException(\"@N\");",
            "d = mix(d, new int[@N][4 - counter % 9].length);",
            "d = mix(d, Initialized@N.value);",
            "d = mix(d, Class.forName(\"Fuzzed$Initialized@N\").getDeclaredField(\"value\").getInt(null));",
            "Path @V = Path.of(\"f@N\"); Files.writeString(@V, \"x\" + counter); d = mix(d, Files.readString(@V).hashCode());",
            "d = mix(d, Files.size(Path.of(\"f@N\")));",
            "try (RandomAccessFile @V = new RandomAccessFile(\"f@N\", \"rw\")) { @V.seek(@N); @V.writeInt(counter); d = mix(d, @V.length()); }",
            "try (FileChannel @V = FileChannel.open(Path.of(\"f@N\"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ))"
                    + " { @V.write(ByteBuffer.allocate(@N@N)); d = mix(d, @V.size()); }",
            "try (Stream<Path> @V = Files.list(Path.of(\".\"))) { d = mix(d, @V.count()); }",
            "try (Socket @V = new Socket(\"127.0.0.1\", server.getLocalPort())) { @V.setSoTimeout(2000); @V.getOutputStream().write(@N);"
                    + " d = mix(d, @V.getInputStream().read()); }",
            "try (SocketChannel @V = SocketChannel.open(new InetSocketAddress(\"127.0.0.1\", server.getLocalPort()))) {"
                    + " @V.write(ByteBuffer.wrap(new byte[] {@N})); ByteBuffer b = ByteBuffer.allocate(1); @V.read(b); d = mix(d, b.get(0)); }",
            "new Socket(\"127.0.0.1\", 1).close();",
            "d = mix(d, new ProcessBuilder(\"true\").start().waitFor());",
            "Thread @V = Thread.ofVirtual().start(() -> { counter += @N; LockSupport.parkNanos(1000); total++; }); @V.join(@N % 3 + 1);",
            "Own @V = new Own(@N); @V.start(); @V.join(@N % 3); d = mix(d, @V.seen);",
            "Thread @V = new Thread(() -> { throw new IllegalStateException(\"in thread\"); }); @V.setUncaughtExceptionHandler((t, e) -> counter++); @V.start(); @V.join();",
            "Thread @V = new Thread(() -> { while (true) { counter++; Thread.onSpinWait(); } }); @V.setDaemon(true); if (daemons++ < 2) { @V.start(); }");

    private static final List<String> COMPOUND = List.of(
            "synchronized (monitors[@M]) { @S@S }",
            "synchronized (monitors[@M]) { monitors[@L].wait(@N % 4 + 1); @S }",
            "synchronized (monitors[@M]) { @S monitors[@L].notify(); }",
            "synchronized (monitors[@M]) { monitors[@L].notifyAll(); @S }",
            "for (int @V = 0; @V < @N; @V++) { @S }",
            "for (int @V = 0; @V < @N; @V++) { @S if (counter % 5 == @N % 5) { continue; } @S if (counter % 11 == 3) { break; } }",
            "int @V = 0; do { @S } while (@V++ < @N && turn % 2 == 0);",
            "if (counter % 3 == @N % 3) { @S } else { @S }",
            "switch ((int) (d & 3)) { case 0 -> { @S } case 1 -> { @S } default -> { @S } }",
            "try { @S if (counter % 2 == 0) { throw new IOException(\"@N\"); } @S } finally { counter++; @S }",
            "while (progress[@B] < round && !ended[@B]) { @Q }",
            "for (int @V = 0; @V < 50; @V++) { try { if (turn % 4 == @N % 4) { throw new RuntimeException(); } @S break; } catch (RuntimeException e) { } }",
            "if (lock.tryLock(@N % 3, TimeUnit.MILLISECONDS)) { try { @Z } finally { lock.unlock(); } }",
            "lock.lock(); try { condition.await(@N % 3 + 1, TimeUnit.MILLISECONDS); } finally { lock.unlock(); }",
            "lock.lock(); try { counter++; condition.signalAll(); } finally { lock.unlock(); }",
            "readWrite.readLock().lock(); try { d = mix(d, cells[@N]); } finally { readWrite.readLock().unlock(); }",
            "readWrite.writeLock().lock(); try { cells[@N]++; } finally { readWrite.writeLock().unlock(); }",
            "long @V = stamped.tryOptimisticRead(); d = mix(d, cells[@N]); if (!stamped.validate(@V)) { @S }",
            "long @V = stamped.writeLock(); try { cells[@N] += 3; } finally { stamped.unlockWrite(@V); }",
            "d = mix(d, pool.submit(new Callable<Long>() { public Long call() throws Exception { long d = @N; @Z return d; } }).get(1, TimeUnit.SECONDS));");

    private static final List<String> SPINS = List.of("", "counter++;", "Thread.onSpinWait();", "total += progress[0];",
            "try { if (counter >= 0) { throw new IOException(); } } catch (IOException e) { }");

    private static final List<String> ENDS = List.of("", "", "System.exit(@N);", "throw new IllegalStateException(\"end\");", "Runtime.getRuntime().halt(@N);");

    private final Random random;
    private final int threads;
    private int names;

    private RandomProgram(long seed) {
        random = new Random(seed);
        threads = 2 + random.nextInt(4);
    }

    static String source(long seed) {
        return new RandomProgram(seed).program();
    }

    private String program() {
        StringBuilder b = new StringBuilder(FuzzedTemplate.HEAD);
        for (int i = 0; i < 10; i++) {
            b.append("    static class Initialized").append(i).append(" { static int value; static { long d = 1; int round = 0; ")
                    .append(inTry(initializer(), 0, DEEPEST, 0)).append(" value = (int) d; } }\n");
        }
        for (int i = 0; i < threads; i++) {
            b.append("    static void thread").append(i).append("() {\n        long d = ").append(i).append(";\n        for (int round = 1; round <= ")
                    .append(1 + random.nextInt(12)).append("; round++) {\n");
            for (int n = 2 + random.nextInt(8); n > 0; n--) {
                b.append("            ").append(statement(i, 0, 0)).append('\n');
            }
            b.append("            progress[").append(i).append("] = round;\n        }\n        digests[").append(i)
                    .append("] = d;\n        ended[").append(i).append("] = true;\n    }\n\n");
        }
        b.append("    static void body(int i) {\n        switch (i) {\n");
        for (int i = 0; i < threads; i++) {
            b.append("            case ").append(i).append(" -> thread").append(i).append("();\n");
        }
        b.append("        }\n    }\n\n    static final int COUNT = ").append(threads).append(";\n");
        b.append(FuzzedTemplate.MAIN.replace("@END", fill(pick(ENDS), 0, DEEPEST, 0)));
        return b.toString();
    }

    /** For a static initialiser: nothing that waits for another thread, which may need the class (docs/determinism.md). */
    private String initializer() {
        String chosen = pick(SIMPLE);
        while (chosen.contains("get(1,") || chosen.contains("parallel") || chosen.contains("join(") || chosen.contains("Thread.ofVirtual")) {
            chosen = pick(SIMPLE);
        }
        return chosen;
    }

    /** @param monitor the first monitor that may be taken */
    private String statement(int thread, int depth, int monitor) {
        boolean compound = depth < DEEPEST && random.nextInt(3) == 0;
        String template = pick(compound ? COMPOUND : SIMPLE);
        while (template.contains("@M") && monitor >= MONITORS || template.contains("@B") && (thread == 0 || monitor > 0)) {
            template = pick(SIMPLE);
        }
        return inTry(template, thread, depth, monitor);
    }

    private String inTry(String template, int thread, int depth, int monitor) {
        String caught = "e" + names++;
        return "try { " + fill(template, thread, depth, monitor) + " } catch (Exception " + caught + ") { d = mix(d, " + caught
                + ".getClass().getName().hashCode()); }";
    }

    private String fill(String template, int thread, int depth, int monitor) {
        String name = "v" + names++;
        int inner = monitor;
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c != '@') {
                b.append(c);
                continue;
            }
            switch (template.charAt(++i)) {
                case 'Z' -> b.append(statement(thread, depth + 1, MONITORS));
                case 'S' -> b.append(statement(thread, depth + 1, inner));
                case 'M' -> {
                    b.append(inner);
                    inner++;
                }
                case 'L' -> b.append(inner - 1);
                case 'N' -> b.append(1 + random.nextInt(9));
                case 'V' -> b.append(name);
                case 'T' -> b.append(random.nextInt(threads));
                case 'I' -> b.append(thread);
                case 'B' -> b.append(thread - 1);
                case 'Q' -> b.append(pick(SPINS));
                default -> throw new IllegalArgumentException(template);
            }
        }
        return b.toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
