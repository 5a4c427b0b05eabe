package dev.backstep.junit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs methods by the engines of JUnit 5 that are on the class path. */
final class PlatformRun {
    private PlatformRun() { }

    /** @param methods of one name, whatever they take: parameters are the engine's business */
    static Outcome run(Class<?> type, List<Method> methods) {
        List<MethodSelector> selectors = methods.stream().map(method -> DiscoverySelectors.selectMethod(type, method)).toList();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        Outcome.Listener listener = new Outcome.Listener();
        LauncherFactory.create().execute(request, listener);
        return listener.outcome();
    }
}
