package dev.yeoul.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores' programs are kept, once per user. An entry is a folder that appears by an
 * atomic rename when it is complete, so that whatever stands under its name can be used, and an
 * interruption at any byte leaves only what the next run removes. A lock file per entry lets two
 * processes ask for the same at once.
 */
final class BinaryCache {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path root;

  BinaryCache(Path root) {
    this.root = root;
  }

  /** {@code $XDG_CACHE_HOME/yeoul}, or {@code ~/.cache/yeoul}. */
  static BinaryCache ofUser() {
    return of(System.getenv());
  }

  static BinaryCache of(Map<String, String> environment) {
    // The JVM's own idea of the home folder is the password file's, not the shell's.
    Path home = absolute(environment.get("HOME"), Path.of(System.getProperty("user.home")));
    Path caches = absolute(environment.get("XDG_CACHE_HOME"), home.resolve(".cache"));
    return new BinaryCache(caches.resolve("yeoul"));
  }

  /** The XDG specification: a path that is not absolute is ignored. */
  private static Path absolute(@Nullable String path, Path otherwise) {
    return path != null && path.startsWith("/") ? Path.of(path) : otherwise;
  }

  Path root() {
    return root;
  }

  /** Brings the archive into a folder that may hold what an interrupted run had fetched. */
  @FunctionalInterface
  interface Fetch {
    Path into(Path folder) throws IOException, InterruptedException;
  }

  /** Fills an empty folder from the archive. */
  @FunctionalInterface
  interface Unpack {
    void from(Path archive, Path folder) throws IOException;
  }

  /**
   * The folder of an entry, fetched, checked and unpacked if it is not there.
   *
   * @param sha256 of the archive, in hexadecimal
   * @throws StoreException when it cannot be had, with the reason
   */
  Path entry(String name, String sha256, Fetch fetch, Unpack unpack) {
    Path entry = root.resolve(name);
    Path download = root.resolve(name + ".download");
    if (Files.isDirectory(entry) && !Files.exists(download)) {
      return entry;
    }
    ReentrantLock lock =
        LOCKS.computeIfAbsent(entry.toAbsolutePath().normalize(), path -> new ReentrantLock());
    lock.lock();
    try {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = lock(channel, name)) {
        if (!Files.isDirectory(entry)) {
          make(entry, download, sha256, fetch, unpack);
        }
        FileTree.delete(download);
      }
      return entry;
    } catch (IOException e) {
      throw new StoreException("cannot set up " + name + " in " + root + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while setting up " + name, e);
    } finally {
      lock.unlock();
    }
  }

  private static FileLock lock(FileChannel channel, String name) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock != null) {
      return lock;
    }
    Progress.say("waiting for another program that is setting up " + name);
    return channel.lock();
  }

  private void make(Path entry, Path download, String sha256, Fetch fetch, Unpack unpack)
      throws IOException, InterruptedException {
    String name = entry.getFileName().toString();
    Path unfinished = root.resolve(name + ".unfinished");
    FileTree.delete(unfinished);
    Files.createDirectories(download);
    Path archive = fetch.into(download);
    String actual = sha256(archive);
    if (!actual.equals(sha256)) {
      FileTree.delete(download);
      throw new StoreException(
          "%s was fetched damaged or is not what it should be: SHA-256 of %s is %s, expected %s"
              .formatted(name, archive.getFileName(), actual, sha256));
    }
    Files.createDirectory(unfinished);
    unpack.from(archive, unfinished);
    Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
