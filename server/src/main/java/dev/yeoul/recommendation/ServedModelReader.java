package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ServedBlend.Layer;
import dev.yeoul.recommendation.ServedBlend.Part;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads what {@link ServedModelWriter} wrote. No array is made that is longer than what is left of
 * the file, whatever its length claims to be.
 */
final class ServedModelReader {
  private static final int CHUNK = 1 << 16;

  /** More than any model has. */
  private static final int MOST_PARTS = 1000;

  private final DataInputStream in;
  private long left;

  private ServedModelReader(DataInputStream in, long length) {
    this.in = in;
    left = length;
  }

  /**
   * Reads all of it.
   *
   * @param length how many bytes the stream has
   * @throws RecommendationException where it is no such file, of another format, cut short or
   *     changed
   * @throws IOException where it can't be read
   */
  static ServedModel read(InputStream stream, long length) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(stream, CHUNK), new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    ServedModelReader reader = new ServedModelReader(in, length);
    try {
      ServedModel model = reader.model();
      long checksum = checked.getChecksum().getValue();
      reader.take(Long.BYTES);
      if (in.readLong() != checksum || reader.left != 0) {
        throw damaged("its checksum is another one");
      }
      return model;
    } catch (EOFException | UTFDataFormatException e) {
      throw damaged("it ends too early");
    }
  }

  private static RecommendationException damaged(String how) {
    return new RecommendationException("the model is damaged: " + how);
  }

  private void take(long bytes) {
    if (bytes > left) {
      throw damaged("it ends too early");
    }
    left -= bytes;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw damaged("its parts don't fit together");
    }
  }

  private ServedModel model() throws IOException {
    take(Long.BYTES + Integer.BYTES);
    if (in.readLong() != ServedModelWriter.MAGIC) {
      throw new RecommendationException("this is no model of Yeoul");
    }
    int format = in.readInt();
    if (format != ServedModelWriter.FORMAT) {
      throw new RecommendationException(
          "the model has format " + format + ", this program reads " + ServedModelWriter.FORMAT);
    }
    String version = in.readUTF();
    take(2L + version.getBytes(StandardCharsets.UTF_8).length + Long.BYTES);
    Instant trainedAt = Instant.ofEpochMilli(in.readLong());
    long[] seriesIds = longs();
    return new ServedModel(version, trainedAt, seriesIds, blend(seriesIds.length), similar());
  }

  private ServedBlend blend(int items) throws IOException {
    take(Float.BYTES);
    float popularWeight = in.readFloat();
    float[] popular = floats();
    check(popular.length == items);
    List<SparseRows> matrices = new ArrayList<>();
    for (int count = count(); matrices.size() < count; ) {
      matrices.add(matrix(items));
    }
    List<Part> parts = new ArrayList<>();
    for (int count = count(); parts.size() < count; ) {
      parts.add(part(matrices));
    }
    return new ServedBlend(parts, popularWeight, popular);
  }

  private int count() throws IOException {
    take(Integer.BYTES);
    int count = in.readInt();
    check(count >= 0 && count <= MOST_PARTS);
    return count;
  }

  private SparseRows matrix(int items) throws IOException {
    SparseRows rows = new SparseRows(ints(), ints(), floats());
    check(rows.starts().length == items + 1 && rows.targets().length == rows.values().length);
    checkStarts(rows.starts(), rows.targets().length);
    for (int target : rows.targets()) {
      check(target >= 0 && target < items);
    }
    return rows;
  }

  private static void checkStarts(int[] starts, int entries) {
    check(starts.length > 0 && starts[0] == 0 && starts[starts.length - 1] == entries);
    for (int i = 1; i < starts.length; i++) {
      check(starts[i] >= starts[i - 1]);
    }
  }

  private Part part(List<SparseRows> matrices) throws IOException {
    take(Float.BYTES);
    float weight = in.readFloat();
    List<Layer> layers = new ArrayList<>();
    for (int count = count(); layers.size() < count; ) {
      layers.add(layer(matrices));
    }
    return new Part(layers, weight);
  }

  private Layer layer(List<SparseRows> matrices) throws IOException {
    take(2L * Integer.BYTES + 1 + 3L * Double.BYTES);
    int matrix = in.readInt();
    check(matrix >= 0 && matrix < matrices.size());
    boolean weighted = in.readBoolean();
    HistoryKernel kernel =
        new HistoryKernel(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt());
    return new Layer(matrices.get(matrix), kernel, weighted);
  }

  private SimilarTitles similar() throws IOException {
    SimilarTitles similar = new SimilarTitles(longs(), ints(), longs(), floats());
    check(similar.starts().length == similar.series().length + 1);
    check(similar.neighbours().length == similar.scores().length);
    checkStarts(similar.starts(), similar.scores().length);
    return similar;
  }

  private int length(int bytesEach) throws IOException {
    take(Integer.BYTES);
    int length = in.readInt();
    check(length >= 0);
    take((long) length * bytesEach);
    return length;
  }

  private interface Values {
    void take(ByteBuffer chunk, int from, int count);
  }

  /** Reads in chunks: reading number by number takes several times as long. */
  private void values(int length, int bytesEach, Values values) throws IOException {
    byte[] bytes = new byte[CHUNK];
    int most = CHUNK / bytesEach;
    for (int from = 0; from < length; from += most) {
      int count = Math.min(most, length - from);
      in.readFully(bytes, 0, count * bytesEach);
      values.take(ByteBuffer.wrap(bytes), from, count);
    }
  }

  private int[] ints() throws IOException {
    int[] read = new int[length(Integer.BYTES)];
    values(
        read.length,
        Integer.BYTES,
        (chunk, from, count) -> chunk.asIntBuffer().get(read, from, count));
    return read;
  }

  private long[] longs() throws IOException {
    long[] read = new long[length(Long.BYTES)];
    values(
        read.length,
        Long.BYTES,
        (chunk, from, count) -> chunk.asLongBuffer().get(read, from, count));
    return read;
  }

  private float[] floats() throws IOException {
    float[] read = new float[length(Float.BYTES)];
    values(
        read.length,
        Float.BYTES,
        (chunk, from, count) -> chunk.asFloatBuffer().get(read, from, count));
    return read;
  }
}
