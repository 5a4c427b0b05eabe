package dev.backstep.replay.query;

import dev.backstep.replay.session.CodeLocation;
import java.util.ArrayList;
import java.util.List;

/** The places in application code that step, numbered from 1. */
final class SurveySites {
    /** @param source name of the file, null if the class file does not tell */
    private record Site(String className, String source, String method, int line) { }

    private final List<Site> sites = new ArrayList<>();

    void add(String className, String source, String method, int line) {
        sites.add(new Site(className, source, method, line));
    }

    int size() {
        return sites.size();
    }

    /** @return the place, of no known class if there is no such site */
    CodeLocation location(int number) {
        if (number < 1 || number > sites.size()) {
            return new CodeLocation("", "", 0);
        }
        Site site = sites.get(number - 1);
        return new CodeLocation(site.className, site.method, site.line);
    }

    /** Of the class with this name, and of others from the same source file: lambdas are in other classes than they look. */
    List<String> classesWithLine(String className, int line) {
        String file = sites.stream().filter(site -> site.className.equals(className)).map(SurveySites::file).findFirst().orElse("");
        return sites.stream().filter(site -> site.line == line)
                .filter(site -> site.className.equals(className) || !file.isEmpty() && file.equals(file(site)))
                .map(Site::className).distinct().toList();
    }

    /** With the package; empty if it is not known. */
    private static String file(Site site) {
        return site.source == null || site.source.isEmpty() ? ""
                : site.className.substring(0, site.className.lastIndexOf('.') + 1) + site.source;
    }

    int line(int number) {
        return sites.get(number - 1).line;
    }

    /**
     * Whether a site is in a source file.
     *
     * @param file path or name as the user has it; of a path, the end must be that of the package
     */
    boolean isIn(int number, String file) {
        Site site = sites.get(number - 1);
        if (site.source == null) {
            return false;
        }
        String wanted = file.replace('\\', '/');
        if (wanted.indexOf('/') < 0) {
            return wanted.equals(site.source);
        }
        int dot = site.className.lastIndexOf('.');
        String inPackage = dot < 0 ? site.source : site.className.substring(0, dot).replace('.', '/') + "/" + site.source;
        return wanted.equals(inPackage) || wanted.endsWith("/" + inPackage);
    }
}
