package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import java.util.function.IntSupplier;

/** The same class several times, from loaders of its own, in several threads. */
@Debuggee
public final class CustomLoaders {
    private static final class Copying extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        Copying(int number) {
            super("copying-" + number, CustomLoaders.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Loaded.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** The class that is loaded several times. */
    public static final class Loaded implements IntSupplier {
        private static int instances;

        @Override
        public int getAsInt() {
            return ++instances;
        }
    }

    private CustomLoaders() {
    }

    public static void main(String[] arguments) throws Exception {
        Copying[] loaders = {new Copying(0), new Copying(1), new Copying(2)};
        Work.inThreads(4, index -> {
            for (int i = 0; i < 30; i++) {
                Class<?> loaded = Class.forName(Loaded.class.getName(), true, loaders[(i + index) % 3]);
                IntSupplier instance = (IntSupplier) loaded.getDeclaredConstructor().newInstance();
                Trace.add(instance.getAsInt());
            }
        });
        for (Copying loader : loaders) {
            System.out.println(loader.getName() + " " + loader.loadClass(Loaded.class.getName()).getClassLoader() + " " + loader);
        }
        URL here = CustomLoaders.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader urls = new URLClassLoader("urls", new URL[] {here}, null)) {
            System.out.println(urls.loadClass(Trace.class.getName()) == Trace.class);
            urls.loadClass("no.such.Class");
        } catch (ClassNotFoundException e) {
            System.out.println(e);
        }
        System.out.println(ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).stream().count());
        Trace.print();
    }
}
