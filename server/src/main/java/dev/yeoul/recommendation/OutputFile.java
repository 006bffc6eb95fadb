package dev.yeoul.recommendation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file that is written at the end of long work. It is opened before, so that one that can't be
 * written is told at once; what was in it stays until it is begun.
 */
final class OutputFile implements AutoCloseable {
  private final Path path;
  private final boolean isNew;
  private final FileChannel channel;
  private boolean begun;

  /**
   * Opens it.
   *
   * @param others files that it may not be
   * @throws RecommendationException where it can't be written
   */
  OutputFile(Path path, List<Path> others) {
    this.path = path;
    try {
      refuse(others);
      isNew = !Files.exists(path);
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Devices may be named twice. */
  private void refuse(List<Path> others) throws IOException {
    for (Path other : others) {
      if (Files.isRegularFile(path) && Files.exists(other) && Files.isSameFile(path, other)) {
        throw new RecommendationException(path + ": is to be written, and is another file already");
      }
    }
  }

  Path path() {
    return path;
  }

  /** Empties it; what goes into the stream is its content. Once. */
  OutputStream begin() throws IOException {
    begun = true;
    if (Files.isRegularFile(path)) { // and not a pipe, which has no place to begin again at
      channel.truncate(0);
    }
    return Channels.newOutputStream(channel);
  }

  /** Says that it can't be written, and why. */
  RecommendationException failure(IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException e -> "there is no such folder";
          case AccessDeniedException e -> "that is not allowed";
          default -> String.valueOf(cause.getMessage());
        };
    return new RecommendationException(path + ": can't be written: " + why, cause);
  }

  /** One that was not there before and was not begun is not there after it either. */
  @Override
  public void close() {
    try {
      channel.close();
      if (isNew && !begun) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
