package dev.backstep.checkpoint;

import dev.backstep.linux.Ptrace;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one thread that may touch certain tracees. It is also the last safeguard: when it ends, the kernel lets go of
 * whatever is still traced (or kills it, if that was asked for), however it came to that.
 */
final class TracerThread implements AutoCloseable {
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backstep tracer").factory());
    private final Ptrace ptrace;

    TracerThread(Duration patience) {
        ptrace = await(executor.submit(() -> new Ptrace(patience)));
    }

    /** Runs something there and waits for it, even if this thread is interrupted: tracees are not left half done. */
    <T> T call(Function<Ptrace, T> action) {
        return await(executor.submit(() -> action.apply(ptrace)));
    }

    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrow(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrow(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> {
                e.addSuppressed(new IllegalStateException("called from here"));
                yield e;
            }
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        await(executor.submit(ptrace::close));
        executor.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
