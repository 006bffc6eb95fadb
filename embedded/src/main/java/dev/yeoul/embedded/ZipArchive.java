package dev.yeoul.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes some files out of a zip, a jar or a wheel. */
final class ZipArchive {
  private ZipArchive() {}

  /** Unpacks the entries whose names fit, with their folders, and says how far it is. */
  static void unpack(Path archive, Path folder, String what, Predicate<String> wanted)
      throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream().filter(e -> !e.isDirectory() && wanted.test(e.getName())).toList();
      Progress progress =
          Progress.begin("unpacking " + what, entries.stream().mapToLong(ZipEntry::getSize).sum());
      long done = 0;
      for (ZipEntry entry : entries) {
        done = unpack(zip, entry, folder, progress, done);
      }
      progress.done();
    }
  }

  private static long unpack(
      ZipFile zip, ZipEntry entry, Path folder, Progress progress, long doneBefore)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive names a file outside of its folder: " + entry.getName());
    }
    Files.createDirectories(target.getParent());
    long done = doneBefore;
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 18];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        done += read;
        progress.at(done);
      }
    }
    return done;
  }

  static void makeExecutable(Path program) throws IOException {
    if (!program.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + program + " executable");
    }
  }
}
