package dev.backstep.tests.debuggees;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** What a program can see of its own stack: it must look as without us. */
@Debuggee(output = Debuggee.Output.SAME)
public final class StackTraces {
    private StackTraces() {
    }

    public static void main(String[] arguments) throws Exception {
        print(new Exception("made in main"));
        synchronized (StackTraces.class) {
            print(new Exception("made under a lock"));
        }
        List.of(2, 1).stream().sorted().map(i -> new Exception("in a stream " + i)).forEach(StackTraces::print);
        String frames = StackWalker.getInstance().walk(walk -> walk.map(frame -> frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" ")));
        List<Class<?>> classes = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .<List<Class<?>>>walk(walk -> walk.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass).toList());
        System.out.println(frames + " " + classes);
        for (StackTraceElement element : Thread.currentThread().getStackTrace()) {
            System.out.println(element);
        }
        FutureTask<Integer> task = new FutureTask<>(() -> Integer.parseInt("x"));
        Thread thread = new Thread(task);
        thread.start();
        try {
            task.get();
        } catch (ExecutionException e) {
            print(e);
        }
        Thread ended = new Thread(() -> print(new Exception("in a thread")));
        ended.start();
        ended.join();
        StackTraces.class.getDeclaredMethod("reflected").invoke(null);
    }

    static void reflected() {
        print(new Exception("by reflection"));
    }

    private static void print(Exception e) {
        e.printStackTrace(System.out);
    }
}
