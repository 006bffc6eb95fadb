package dev.yeoul.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk for one store that can be full: a small tmpfs of its own where we may mount one, else a
 * limit on the size of the files that the store's process writes.
 */
public final class SmallDisk implements AutoCloseable {
  private static final long SPARE_MEGABYTES = 128;
  private static final int BLOCK = 4096;

  private final Store store;
  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Store store, Path folder, boolean mounted) {
    this.store = store;
    this.folder = folder;
    this.mounted = mounted;
  }

  /** Restarts the store on such a disk. */
  public static SmallDisk under(Store store) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("yeoul-disk-");
    store.stop();
    long megabytes = FileTree.size(store.data()) / (1 << 20) + SPARE_MEGABYTES;
    String options = "mode=0700,size=" + megabytes + "m";
    boolean mounted =
        run(List.of("mount", "-t", "tmpfs", "-o", options, "yeoul", folder.toString()));
    if (mounted) {
      store.moveData(folder.resolve("data"));
    }
    store.start();
    return new SmallDisk(store, folder, mounted);
  }

  /** What it is made of. */
  public String kind() {
    return mounted ? "a small tmpfs" : "RLIMIT_FSIZE";
  }

  /** Leaves no room: from now on the store can't write any more than it has written. */
  public void fill() throws IOException, InterruptedException {
    if (!mounted) {
      limitFileSize("0");
      return;
    }
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[BLOCK];
      while (Files.getFileStore(folder).getUnallocatedSpace() > 0) {
        out.write(block);
      }
    } catch (IOException e) {
      // the store took the last block meanwhile: the disk is as full as it was to be
      if (Files.getFileStore(folder).getUnallocatedSpace() > 0) {
        throw e;
      }
    }
  }

  /** Makes room again. The store may be dead or confused by now: {@link Store#restart()} it. */
  public void free() throws IOException, InterruptedException {
    if (mounted) {
      Files.deleteIfExists(filler());
    } else if (store.isAlive()) {
      limitFileSize("unlimited");
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private void limitFileSize(String bytes) throws IOException, InterruptedException {
    List<String> command =
        List.of("prlimit", "--pid", Long.toString(store.pid()), "--fsize=" + bytes + ":unlimited");
    if (!run(command)) {
      throw new StoreException("prlimit can't limit " + store.name());
    }
  }

  private static boolean run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** Brings the data back to where they were and starts the store there. */
  @Override
  public void close() throws IOException {
    try {
      bringBack();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while bringing back the data of " + store.name(), e);
    }
  }

  private void bringBack() throws IOException, InterruptedException {
    free();
    store.stop();
    if (mounted) {
      store.moveDataBack();
      if (!run(List.of("umount", folder.toString()))) {
        throw new StoreException(folder + " can't be unmounted");
      }
    }
    Files.delete(folder);
    store.start();
  }
}
