package dev.yeoul.embedded;

import java.nio.file.Path;

/** Another program runs on the same data directory. */
public final class DataInUseException extends StoreException {
  private static final long serialVersionUID = 1L;

  DataInUseException(Path directory) {
    super("the data in " + directory + " is in use by another running program");
  }
}
