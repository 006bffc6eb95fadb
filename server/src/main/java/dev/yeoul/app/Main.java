package dev.yeoul.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The program's only entry. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Runs the command that the first argument names. */
  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
