package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The last lines of a log, for an error message. */
final class LogTail {
  private static final int MAX_BYTES = 16_384;
  private static final int MAX_LINES = 25;

  private LogTail() {}

  /** At most 25 lines of what was written after the given offset. */
  static String of(Path log, long fromByte) {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long size = channel.size();
      long start = Math.max(Math.min(fromByte, size), size - MAX_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate((int) (size - start));
      while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {}
      String text = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
      List<String> lines = text.lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}
