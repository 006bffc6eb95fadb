package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folder of one set of stores: their data, passwords and logs. It carries a mark that says it
 * is ours to delete, and is locked for as long as a program runs on it.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String MARK = ".yeoul-data";
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if there is none, locks it, and waits for stores that an ended run left behind
   * for a moment.
   *
   * @throws DataInUseException when another program holds it
   * @throws StoreException when it can't be a folder of ours, or is not empty and not ours
   */
  public static DataDirectory open(Path folder) throws IOException {
    Path path = folder.toAbsolutePath().normalize();
    FileChannel channel = lockFile(path);
    if (!isLocked(channel)) {
      channel.close();
      throw new DataInUseException(path);
    }
    DataDirectory directory = new DataDirectory(path, channel);
    try {
      directory.createFolders();
      // A killed run could not remove it, and nobody else runs here.
      directory.removeConnection();
      Leftovers.await(directory.run());
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static FileChannel lockFile(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      mark(path);
      return FileChannel.open(
          path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StoreException(path + " can't hold the data: " + e, e);
    }
  }

  /**
   * Deletes all that is in the folder; links in it are removed, not followed.
   *
   * @throws StoreException when the folder itself is a symbolic link
   */
  public void empty() throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new StoreException(path + " is a symbolic link: --fresh empties a real folder only");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.equals(MARK) && !name.equals(LOCK)) {
          FileTree.delete(entry);
        }
      }
    }
    createFolders();
  }

  private void createFolders() throws IOException {
    Files.createDirectories(logs());
    Files.createDirectories(run());
  }

  public Path path() {
    return path;
  }

  public Path logs() {
    return path.resolve("logs");
  }

  Path run() {
    return path.resolve("run");
  }

  /** A generated secret of 40 letters and digits that stays the same for this data. */
  public String secret(String name) throws IOException {
    return credentials().get(name);
  }

  Credentials credentials() throws IOException {
    return Credentials.in(path.resolve("credentials"));
  }

  /** The settings of the running program, under their {@code .env} names, mode 0600. */
  public Path connectionFile() {
    return connectionFile(path);
  }

  /**
   * The settings of the program that runs on the folder.
   *
   * @return empty when there is none, or it is not that far yet
   */
  public static Map<String, String> readConnection(Path folder) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    Path file = connectionFile(folder);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        settings.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
      }
    }
    return settings;
  }

  private static Path connectionFile(Path folder) {
    return folder.resolve("connection.env");
  }

  public void writeConnection(Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (name, value) -> text.append(name).append('=').append(quoted(value)).append('\n'));
    PrivateFile.write(connectionFile(), text.toString());
  }

  /** As a shell reads it: MongoDB's address has an ampersand. */
  private static String quoted(String value) {
    return value.matches("[\\w.:/@-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private static String unquoted(String value) {
    return value.startsWith("'")
        ? value.substring(1, value.length() - 1).replace("'\\''", "'")
        : value;
  }

  public void removeConnection() throws IOException {
    Files.deleteIfExists(connectionFile());
  }

  /** Gives up the lock; the data stays. */
  @Override
  public void close() throws IOException {
    // The lock goes with its channel; closing twice is fine.
    channel.close();
  }

  private static void mark(Path path) throws IOException {
    Path mark = path.resolve(MARK);
    if (Files.exists(mark)) {
      return;
    }
    if (!isEmpty(path)) {
      throw new StoreException(
          path
              + " is not empty and does not carry Yeoul's mark ("
              + MARK
              + "): nothing in it was touched, choose another folder");
    }
    Files.writeString(
        mark, "The data of Yeoul's stores. `--fresh` deletes this folder's content.\n");
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
