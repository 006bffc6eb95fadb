package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ServedBlend.Layer;
import dev.yeoul.recommendation.ServedBlend.Part;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a model in Yeoul's format, big-endian: the magic number, the format's number, the model's
 * parts, each array behind its length, and the CRC-32C (RFC 3720) of all that. {@link
 * ServedModelReader} reads it.
 */
final class ServedModelWriter {
  static final long MAGIC = 0x59454F554C524543L; // "YEOULREC"
  static final int FORMAT = 1;

  private final DataOutputStream out;

  private ServedModelWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Writes all of it; the stream stays open. */
  static void write(ServedModel model, OutputStream stream) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(stream, 1 << 16), new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    new ServedModelWriter(out).model(model);
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private void model(ServedModel model) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(FORMAT);
    out.writeUTF(model.version());
    out.writeLong(model.trainedAt().toEpochMilli());
    out.writeInt(model.size());
    for (int item = 0; item < model.size(); item++) {
      out.writeLong(model.seriesId(item));
    }
    ServedBlend blend = model.blend();
    out.writeFloat(blend.popularWeight());
    floats(blend.popular());
    List<SparseRows> matrices =
        blend.parts().stream()
            .flatMap(part -> part.layers().stream())
            .map(Layer::rows)
            .distinct()
            .toList();
    out.writeInt(matrices.size());
    for (SparseRows rows : matrices) {
      ints(rows.starts());
      ints(rows.targets());
      floats(rows.values());
    }
    out.writeInt(blend.parts().size());
    for (Part part : blend.parts()) {
      part(part, matrices);
    }
    SimilarTitles similar = model.similarTitles();
    longs(similar.series());
    ints(similar.starts());
    longs(similar.neighbours());
    floats(similar.scores());
  }

  private void part(Part part, List<SparseRows> matrices) throws IOException {
    out.writeFloat(part.weight());
    out.writeInt(part.layers().size());
    for (Layer layer : part.layers()) {
      HistoryKernel kernel = layer.kernel();
      out.writeInt(matrices.indexOf(layer.rows()));
      out.writeBoolean(layer.weighted());
      out.writeDouble(kernel.floor());
      out.writeDouble(kernel.gain());
      out.writeDouble(kernel.halfLife());
      out.writeInt(kernel.window());
    }
  }

  private void ints(int[] values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private void longs(long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private void floats(float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }
}
