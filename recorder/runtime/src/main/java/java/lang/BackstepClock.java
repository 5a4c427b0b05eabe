package java.lang;

import dev.backstep.recording.EventCodes;
import jdk.internal.vm.annotation.ReservedStackAccess;

/** The hooks behind the clocks of the VM. While the VM boots time stands still, so that boot is the same each time. */
public final class BackstepClock {
    private static final long BOOT_NANOS = 1_000_000_000L;
    private static final long BOOT_MILLIS = 1_700_000_000_000L;

    private static long lastNanos;
    private static long lastMillis;

    private BackstepClock() { }

    /** {@code System.nanoTime}. */
    @ReservedStackAccess
    public static long nanoTime() {
        switch (BackstepSession.modeHere()) {
            case BackstepSession.RECORD: {
                long now = BackstepRaw.java_lang_System$$nanoTime();
                BackstepLog.signed(EventCodes.NANO_TIME, now - lastNanos);
                lastNanos = now;
                return now;
            }
            case BackstepSession.REPLAY:
                BackstepLogReader.expect(EventCodes.NANO_TIME);
                lastNanos += BackstepLogReader.signed();
                BackstepLogReader.done();
                return lastNanos;
            case BackstepSession.BOOT:
                return BOOT_NANOS;
            default:
                return BackstepRaw.java_lang_System$$nanoTime();
        }
    }

    /** {@code System.currentTimeMillis}. */
    @ReservedStackAccess
    public static long currentTimeMillis() {
        switch (BackstepSession.modeHere()) {
            case BackstepSession.RECORD: {
                long now = BackstepRaw.java_lang_System$$currentTimeMillis();
                BackstepLog.signed(EventCodes.CURRENT_TIME_MILLIS, now - lastMillis);
                lastMillis = now;
                return now;
            }
            case BackstepSession.REPLAY:
                BackstepLogReader.expect(EventCodes.CURRENT_TIME_MILLIS);
                lastMillis += BackstepLogReader.signed();
                BackstepLogReader.done();
                return lastMillis;
            case BackstepSession.BOOT:
                return BOOT_MILLIS;
            default:
                return BackstepRaw.java_lang_System$$currentTimeMillis();
        }
    }

    /** {@code VM.getNanoTimeAdjustment}, on which {@code Instant.now} rests. */
    @ReservedStackAccess
    public static long getNanoTimeAdjustment(long offsetInSeconds) {
        switch (BackstepSession.modeHere()) {
            case BackstepSession.RECORD: {
                long adjustment = BackstepRaw.jdk_internal_misc_VM$$getNanoTimeAdjustment(offsetInSeconds);
                BackstepLog.signed(EventCodes.TIME_ADJUSTMENT, adjustment);
                return adjustment;
            }
            case BackstepSession.REPLAY: {
                BackstepLogReader.expect(EventCodes.TIME_ADJUSTMENT);
                long adjustment = BackstepLogReader.signed();
                BackstepLogReader.done();
                return adjustment;
            }
            default:
                return BackstepRaw.jdk_internal_misc_VM$$getNanoTimeAdjustment(offsetInSeconds);
        }
    }
}
