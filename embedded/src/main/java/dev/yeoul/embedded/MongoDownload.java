package dev.yeoul.embedded;

import de.flapdoodle.embed.mongo.distribution.Version;
import de.flapdoodle.embed.mongo.transitions.Mongod;
import de.flapdoodle.embed.process.config.store.Package;
import de.flapdoodle.reverse.StateID;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** MongoDB's own download of the same version, for a machine whose pip does not bring it. */
final class MongoDownload {
  static final String ENTRY = "mongodb-6.0.5-official";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

  private MongoDownload() {}

  static Path in(BinaryCache cache) {
    String url = url();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      // Published beside the archive; the first word is the sum, the second the file.
      String published;
      try (InputStream in = get(client, url + ".sha256").body()) {
        published = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      String sha256 = published.strip().split("\\s+", 2)[0];
      return cache.entry(
          ENTRY, sha256, folder -> fetch(client, url, folder), MongoDownload::unpack);
    } catch (IOException e) {
      throw new StoreException("cannot fetch " + url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while fetching " + url, e);
    }
  }

  /** The library knows which archive fits which Linux. */
  private static String url() {
    try (var found =
        Mongod.instance()
            .transitions(Version.V6_0_5)
            .walker()
            .initState(StateID.of(Package.class))) {
      return found.current().url();
    }
  }

  private static HttpResponse<InputStream> get(HttpClient client, String url)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("answered " + response.statusCode());
    }
    return response;
  }

  private static Path fetch(HttpClient client, String url, Path folder)
      throws IOException, InterruptedException {
    Path archive = folder.resolve("mongodb.tgz");
    HttpResponse<InputStream> response = get(client, url);
    long size = response.headers().firstValueAsLong("Content-Length").orElse(0);
    Progress progress = Progress.begin("fetching MongoDB", size);
    long done = 0;
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(archive)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        done += read;
        progress.at(done);
      }
    }
    progress.done();
    return archive;
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    List<String> command =
        List.of(
            "tar",
            "-xzf",
            archive.toString(),
            "-C",
            folder.toString(),
            "--strip-components=2",
            "--wildcards",
            "*/bin/mongod");
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("tar ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unpacking " + archive, e);
    }
  }
}
