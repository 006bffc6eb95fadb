package dev.yeoul.embedded;

import java.nio.file.Path;

/** Starts the stores on the given folder, writes one value, says their pids, and stays. */
final class StoresHolder {
  private StoresHolder() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedStores stores = EmbeddedStores.start(Path.of(arguments[0]), StoreOptions.defaults());
    new StoreClients(stores.environment()).write(arguments[1]);
    if (arguments.length > 2) {
      stores.mongo().freeze();
    }
    for (Store store : stores.all()) {
      System.out.println("pid " + store.pid());
    }
    System.out.println("holding");
    Thread.currentThread().join();
  }
}
