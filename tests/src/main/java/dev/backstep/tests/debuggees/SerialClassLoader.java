package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;

/** A class loader of the old kind, which the VM locks while it asks for a class, under several threads. */
@Debuggee
public final class SerialClassLoader extends ClassLoader {
    private int requests;

    private SerialClassLoader() {
        super(SerialClassLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(SerialClassLoader.class.getName() + "$")) {
            return super.loadClass(name, resolve);
        }
        for (int i = 0; i < 60_000; i++) {
            requests++;
        }
        Thread.yield();
        Class<?> known = findLoadedClass(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Makes the VM ask the loader for the other two. */
    public static final class First implements IntSupplier {
        @Override
        public int getAsInt() {
            return new Second().value + new Third().value;
        }
    }

    static class Second {
        final int value = 2;
    }

    static final class Third extends Second {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int round = 0; round < 4; round++) {
            SerialClassLoader loader = new SerialClassLoader();
            Work.inThreads(4, index -> {
                Class<?> first = Class.forName(SerialClassLoader.class.getName() + "$First", true, loader);
                Trace.add(index * 10 + ((IntSupplier) first.getDeclaredConstructor().newInstance()).getAsInt());
            });
            System.out.println(loader.requests > 0);
        }
        Trace.print();
    }
}
