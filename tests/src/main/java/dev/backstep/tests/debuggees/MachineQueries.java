package dev.backstep.tests.debuggees;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.RuntimeMXBean;

/** Memory, processors, collectors, load: from Runtime and from the management beans. */
@Debuggee
public final class MachineQueries {
    private MachineQueries() {
    }

    public static void main(String[] arguments) {
        Runtime runtime = Runtime.getRuntime();
        System.out.println(runtime.freeMemory() + " " + runtime.totalMemory() + " " + runtime.maxMemory() + " " + runtime.availableProcessors());
        System.gc();
        System.out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage() + " " + ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            System.out.println(pool.getName() + " " + pool.getUsage() + " " + pool.getPeakUsage());
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            System.out.println(collector.getName() + " " + collector.getCollectionCount() + " " + collector.getCollectionTime());
        }
        RuntimeMXBean vm = ManagementFactory.getRuntimeMXBean();
        System.out.println(vm.getName() + " " + vm.getUptime() + " " + vm.getStartTime() + " " + vm.getInputArguments());
        System.out.println(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() + " " + ManagementFactory.getOperatingSystemMXBean().getName());
        System.out.println(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " " + ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(machine.getProcessCpuTime() + " " + machine.getFreeMemorySize() + " " + machine.getTotalMemorySize() + " " + machine.getCpuLoad() + " "
                + machine.getCommittedVirtualMemorySize());
        System.out.println(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + " " + ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
