package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.InvocationException;
import com.sun.jdi.Method;
import com.sun.jdi.NativeMethodException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import dev.backstep.replay.session.SessionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs methods of the program, on the running thread, while all others stand still. Each is a diversion. One that does not end
 * in time is made to return; if that does not help, no other can run before the next motion.
 */
public final class Invoker {
    private static final int MOST_EARLY_RETURNS = 20;
    private static final long MILLIS_TO_RETURN = 100;

    private final Machine machine;
    private final Duration limit;
    private boolean stuck;
    private int count;
    /** Frames of the running thread when no method of ours is on its stack. */
    private int ownDepth;

    Invoker(Machine machine, Duration limit) {
        this.machine = machine;
        this.limit = limit;
    }

    /** How many methods have run: frames read before another count are stale. */
    public int count() {
        return count;
    }

    /** Calls {@code method} on an object; the one that its class has, if it is overridden. */
    public Value call(ObjectReference receiver, Method method, List<? extends Value> arguments) {
        return run(method, thread -> receiver.invokeMethod(thread, method, arguments, ObjectReference.INVOKE_SINGLE_THREADED));
    }

    /** Calls exactly this method: {@code super.f()}. */
    public Value callExactly(ObjectReference receiver, Method method, List<? extends Value> arguments) {
        return run(method, thread -> receiver.invokeMethod(thread, method, arguments,
                ObjectReference.INVOKE_SINGLE_THREADED | ObjectReference.INVOKE_NONVIRTUAL));
    }

    public Value callStatic(Method method, List<? extends Value> arguments) {
        ReferenceType owner = method.declaringType();
        return run(method, thread -> owner instanceof InterfaceType type
                ? type.invokeMethod(thread, method, arguments, ObjectReference.INVOKE_SINGLE_THREADED)
                : ((ClassType) owner).invokeMethod(thread, method, arguments, ClassType.INVOKE_SINGLE_THREADED));
    }

    public ObjectReference create(Method constructor, List<? extends Value> arguments) {
        ClassType type = (ClassType) constructor.declaringType();
        return (ObjectReference) run(constructor,
                thread -> type.newInstance(thread, constructor, arguments, ClassType.INVOKE_SINGLE_THREADED));
    }

    // ------------------------------------------------------------------------------------------------ running

    private interface Call {
        Value on(ThreadReference thread)
                throws InvalidTypeException, ClassNotLoadedException, IncompatibleThreadStateException, InvocationException;
    }

    private Value run(Method method, Call call) {
        if (stuck) {
            throw new SessionException("An expression is still running in the program; move to end it.");
        }
        machine.divert();
        ThreadReference thread = machine.runningThread();
        ownDepth = depth(thread);
        for (int attempt = 0;; attempt++) {
            FutureTask<Value> task = new FutureTask<>(() -> call.on(thread));
            Thread.ofPlatform().daemon().name("backstep-evaluation").start(task);
            try {
                Value value = await(task, thread, method);
                machine.keep(value);
                return value;
            } catch (ClassNotLoadedException e) {
                if (attempt == 10) {
                    throw new SessionException("The class " + e.className() + " is not loaded yet.", e);
                }
                machine.classes().load(e.className(), method.declaringType().classLoader());
            }
        }
    }

    private Value await(FutureTask<Value> task, ThreadReference thread, Method method) throws ClassNotLoadedException {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stop(task, thread);
            throw new SessionException(method.declaringType().name() + "." + method.name() + " did not end within "
                    + limit.toMillis() / 1000.0 + " seconds.", e);
        } catch (InterruptedException e) {
            stop(task, thread);
            Thread.currentThread().interrupt();
            throw new SessionException("The evaluation was interrupted.", e);
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        } finally {
            count++;
        }
    }

    private RuntimeException translated(Throwable cause) throws ClassNotLoadedException {
        return switch (cause) {
            case InvocationException thrown -> {
                machine.keep(thrown.exception());
                yield new ProgramException(thrown.exception());
            }
            case ClassNotLoadedException notLoaded -> throw notLoaded;
            case IncompatibleThreadStateException e ->
                    new SessionException("The program stands where no code can be run; step once and try again.", e);
            case InvalidTypeException e -> new SessionException("An argument has the wrong type: " + e.getMessage() + ".", e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    /**
     * Makes the method on top of the stack return, again and again, until none of ours is left. (Throwing an exception into
     * the thread does not work: the debug agent keeps it back until the thread has left its breakpoint.)
     */
    private void stop(FutureTask<Value> task, ThreadReference thread) {
        stuck = true;
        for (int i = 0; i < MOST_EARLY_RETURNS && stuck; i++) {
            try {
                returnEarly(thread);
                task.get(MILLIS_TO_RETURN, TimeUnit.MILLISECONDS);
                stuck = false;
            } catch (ExecutionException e) {
                stuck = !(e.getCause() instanceof InvocationException);
            } catch (TimeoutException e) {
                // once more
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void returnEarly(ThreadReference thread) {
        thread.suspend();
        try {
            if (thread.frameCount() > ownDepth) {
                thread.forceEarlyReturn(nothing(thread.frame(0).location().method().returnTypeName()));
            }
        } catch (IncompatibleThreadStateException | InvalidTypeException | ClassNotLoadedException | NativeMethodException
                | UnsupportedOperationException e) {
            // it is in a native, or it has just ended by itself
        } finally {
            thread.resume();
        }
    }

    private static int depth(ThreadReference thread) {
        try {
            return thread.frameCount();
        } catch (IncompatibleThreadStateException e) {
            throw new SessionException("The program stands where no code can be run; step once and try again.", e);
        }
    }

    private Value nothing(String typeName) {
        return switch (typeName) {
            case "void" -> machine.vm().mirrorOfVoid();
            case "boolean" -> machine.vm().mirrorOf(false);
            case "byte" -> machine.vm().mirrorOf((byte) 0);
            case "char" -> machine.vm().mirrorOf('\0');
            case "short" -> machine.vm().mirrorOf((short) 0);
            case "int" -> machine.vm().mirrorOf(0);
            case "long" -> machine.vm().mirrorOf(0L);
            case "float" -> machine.vm().mirrorOf(0f);
            case "double" -> machine.vm().mirrorOf(0d);
            default -> null;
        };
    }
}
