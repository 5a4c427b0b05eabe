package dev.backstep.tests.debuggees;

/** Implicit exceptions in hot code, for which the VM leaves the stack trace out when it feels like it. */
@Debuggee
public final class HotExceptions {
    private HotExceptions() {
    }

    public static void main(String[] arguments) {
        long frames = 0;
        int[] array = new int[3];
        Object text = "text";
        for (int i = 0; i < 60_000; i++) {
            try {
                switch (i % 4) {
                    case 0 -> array[3 + i % 5]++;
                    case 1 -> ((Object) null).hashCode();
                    case 2 -> array[0] /= i - i;
                    default -> array[1] = (Integer) text;
                }
            } catch (RuntimeException e) {
                frames += e.getStackTrace().length;
                if (i % 10_000 < 4) {
                    System.out.println(e);
                }
            }
        }
        System.out.println(frames + " frames");
    }
}
