/**
 * Sources of the classes of a recording: from the project, from sources jars, from the JDK's {@code src.zip}, or decompiled.
 * {@link dev.backstep.replay.source.Sources} is the door.
 *
 * <p>Class names, file names and the class path come from the recording, which somebody else may have made. So of folders only
 * regular files are read whose name ends in {@code .java} or {@code .class}, at the place that a package name leads to; all
 * else comes out of archives; and no code is loaded from any of these places.
 */
package dev.backstep.replay.source;
