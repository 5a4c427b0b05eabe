package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Looking at, waiting for and ending processes. */
@Debuggee
public final class ProcessHandles {
    private ProcessHandles() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        ProcessHandle self = ProcessHandle.current();
        System.out.println(self.pid() + " " + self.info().command().isPresent() + " " + self.info().startInstant() + " " + self.isAlive());
        Process sleeping = new ProcessBuilder("sleep", "30").start();
        System.out.println(sleeping.info().command() + " " + sleeping.toHandle().parent().equals(java.util.Optional.of(self)));
        System.out.println(self.children().map(ProcessHandle::pid).toList().equals(java.util.List.of(sleeping.pid())) + " " + self.descendants().count());
        System.out.println(sleeping.supportsNormalTermination());
        sleeping.destroy();
        System.out.println(sleeping.onExit().get().exitValue() + " " + sleeping.isAlive());
        Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; sleep 30 & wait").start();
        stubborn.descendants().forEach(ProcessHandle::destroyForcibly);
        System.out.println(stubborn.destroyForcibly().waitFor());
        System.out.println(ProcessHandle.of(stubborn.pid()).isPresent() + " " + ProcessHandle.allProcesses().count());
        try {
            self.destroy();
        } catch (IllegalStateException e) {
            System.out.println(e);
        }
        Process many = new ProcessBuilder("true").start();
        many.onExit().thenAccept(process -> System.out.println("exit " + process.exitValue())).get();
    }
}
