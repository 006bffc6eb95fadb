package dev.yeoul.embedded;

import java.util.Locale;

/** The three stores' programs. */
record Binaries(ServerBinary mysql, ServerBinary redis, ServerBinary mongo) {

  /** The pinned versions, fetched when they are not in the cache yet. */
  static Binaries pinned() {
    requireLinux();
    BinaryCache cache = BinaryCache.ofUser();
    SharedLibraries libraries = new SharedLibraries(cache.root());
    return new Binaries(
        libraries.require(MysqlBinary.in(cache)),
        libraries.require(RedisBinary.in(cache)),
        libraries.require(MongoBinary.in(cache)));
  }

  private static void requireLinux() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).equals("linux") || !machine.equals("amd64")) {
      throw new StoreException(
          "the bundled MySQL, Redis and MongoDB run on Linux x86_64 only, this is %s %s: give your"
                  .formatted(system, machine)
              + " own by MYSQL_HOST, MYSQL_USER, MYSQL_PASSWORD, MYSQL_DATABASE, MONGO_URI,"
              + " REDIS_HOST in the environment and add --external-stores");
    }
  }
}
