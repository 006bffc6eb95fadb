package dev.yeoul.bench;

/** Whether a service has stopped getting faster: two steps in a row that were no faster. */
final class Steadiness {
  private static final int STEPS_IN_A_ROW = 2;

  /** By so much must a step be faster than the fastest before it; less is the machine's noise. */
  private static final double FASTER = 1.05;

  private double fastest;
  private int noFaster;

  /** One more step, whose answers a second these are. */
  void add(double rate) {
    noFaster = rate > fastest * FASTER ? 0 : noFaster + 1;
    fastest = Math.max(fastest, rate);
  }

  boolean reached() {
    return noFaster >= STEPS_IN_A_ROW;
  }
}
