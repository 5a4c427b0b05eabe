package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Random access, scatter and gather, transfers, positions and locks of files. */
@Debuggee
public final class FileChannels {
    private FileChannels() {
    }

    public static void main(String[] arguments) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile("random-access", "rw")) {
            file.writeUTF("hello " + System.nanoTime());
            file.writeLong(System.currentTimeMillis());
            file.seek(0);
            System.out.println(file.readUTF() + " " + file.readLong() + " " + file.getFilePointer() + " " + file.length());
            file.setLength(10);
            System.out.println(file.length() + " " + file.read() + " " + file.getFD().valid());
            file.getFD().sync();
        }
        Path path = Path.of("channel");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer direct = ByteBuffer.allocateDirect(64).putLong(System.nanoTime()).putInt(7).flip();
            ByteBuffer heap = ByteBuffer.wrap("some text".getBytes());
            System.out.println(channel.write(new ByteBuffer[] {direct, heap}) + " " + channel.position() + " " + channel.size());
            ByteBuffer number = ByteBuffer.allocate(8);
            ByteBuffer rest = ByteBuffer.allocateDirect(100);
            System.out.println(channel.position(0).read(new ByteBuffer[] {number, rest}) + " " + number.getLong(0) + " " + rest.get(5));
            System.out.println(channel.read(number.clear(), 4) + " " + number.getLong(0) + " " + channel.read(rest, 1_000));
            try (FileLock lock = channel.lock(0, 10, false)) {
                System.out.println(lock.isValid() + " " + lock);
                channel.tryLock();
            } catch (OverlappingFileLockException e) {
                System.out.println(e);
            }
            try (FileChannel other = FileChannel.open(Path.of("other"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                System.out.println(channel.transferTo(0, 100, other) + " " + other.size());
            }
            System.out.println(channel.truncate(5).size());
            channel.force(true);
        }
    }
}
