package dev.backstep.tests.benchmarks;

import dev.backstep.tests.benchmarks.captures.Captures;
import dev.backstep.tests.benchmarks.growth.Growth;
import dev.backstep.tests.benchmarks.hotpaths.HotPaths;
import dev.backstep.tests.benchmarks.overhead.Overhead;
import dev.backstep.tests.benchmarks.page.Page;
import dev.backstep.tests.benchmarks.travel.Travel;
import java.util.List;

/** All chapters, in their order. */
final class Sections {
    private Sections() {
    }

    static List<Section> all() {
        return List.of(new Overhead(), new Travel(), new Growth(), new Captures(), new Page(), new HotPaths());
    }

    static List<String> names() {
        return all().stream().map(Section::name).toList();
    }

    static List<String> workloads() {
        return new Overhead().parts();
    }

    static List<String> modes() {
        return Overhead.modes();
    }
}
